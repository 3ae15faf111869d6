import { describe, expect, it } from 'vitest'
import { bot, ghost, mappedPeople, octo } from '../testing/mapped-people.js'
import { graphqlPullRequest, restPullRequest } from './pull-request.fixture.js'
import type { GraphqlPullRequest, GraphqlTimelineItem } from './pull-request-query.js'
import { pullRequestRow, type RestPullRequest, restPullRequestRow } from './pull-request-row.js'

const row = (change: Partial<GraphqlPullRequest> = {}, timeline: GraphqlTimelineItem[] = []) =>
  pullRequestRow({ ...graphqlPullRequest, ...change }, timeline, 'row of 42', mappedPeople().people)
const restRow = (change: Partial<RestPullRequest> = {}) =>
  restPullRequestRow({ ...restPullRequest, ...change }, 'row of 42', mappedPeople().people)

const merged = { state: 'MERGED', mergedAt: '2026-01-02T00:00:00Z', closedAt: '2026-01-02T00:00:00Z' } as const

describe('pullRequestRow', () => {
  it('has every field of an open draft', () => {
    expect(row()).toEqual({
      externalId: '3000000001',
      repositoryId: 'row of 42',
      number: 12,
      title: 'Add a page',
      body: '',
      state: 'OPEN',
      originalState: 'OPEN',
      isDraft: true,
      authorId: 'row of 7',
      authorName: 'octo',
      labels: ['hotfix'],
      mergedById: null,
      mergedByName: null,
      headRef: 'page',
      headRemoteKey: 'github.com/acme/web',
      baseRef: 'main',
      headSha: 'a'.repeat(40),
      mergeSha: null,
      additions: 10,
      deletions: 0,
      changedFiles: 2,
      commitsCount: 3,
      url: 'https://github.com/acme/web/pull/12',
      createdAt: new Date('2026-01-01T00:00:00Z'),
      updatedAt: new Date('2026-01-02T00:00:00Z'),
      readyAt: null,
      closedAt: null,
      mergedAt: null,
      removedAt: null,
      sourceUpdatedAt: new Date('2026-01-02T00:00:00Z'),
    })
  })

  it('is the same from REST, but for what its lists lack', () => {
    const { additions, deletions, changedFiles, commitsCount, mergedById, mergedByName, readyAt, ...rest } = row()
    expect(restRow()).toEqual(rest)
  })

  it('tells who merged it, and as which commit', () => {
    const mergeCommit = { oid: 'c'.repeat(40) }
    expect(row({ ...merged, mergeCommit, mergedBy: bot.graphql })).toMatchObject({
      state: 'MERGED',
      originalState: 'MERGED',
      mergeSha: 'c'.repeat(40),
      mergedById: 'row of 9',
      mergedByName: 'renovate[bot]',
      mergedAt: new Date('2026-01-02T00:00:00Z'),
    })
    expect(restRow({ state: 'closed', merged_at: merged.mergedAt })).toMatchObject({
      state: 'MERGED',
      mergeSha: 'c'.repeat(40),
    })
  })

  it('leaves out the trial merge of one that is not merged', () => {
    const mergeCommit = { oid: 'c'.repeat(40) }
    expect(row({ mergeCommit })).toMatchObject({ state: 'OPEN', mergeSha: null })
    expect(restRow()).toMatchObject({ mergeSha: null })
    expect(restRow({ state: 'closed' })).toMatchObject({ state: 'CLOSED', mergeSha: null })
  })

  it('is open again when it was reopened', () => {
    expect(row({ state: 'OPEN', closedAt: null })).toMatchObject({ state: 'OPEN', closedAt: null })
  })

  it.each([
    ['deleted accounts', ghost.graphql, { authorId: null, authorName: 'ghost' }],
    ['nobody', null, { authorId: null, authorName: null }],
    ['a bot', bot.graphql, { authorId: 'row of 9', authorName: 'renovate[bot]' }],
  ])('has the author of %s', (_, author, expected) => {
    expect(row({ author })).toMatchObject(expected)
  })

  it('leaves line counts as they are where GitHub could not compute them', () => {
    const { additions, deletions, changedFiles, ...uncounted } = graphqlPullRequest
    const given = pullRequestRow(uncounted, [], 'row of 42', mappedPeople().people)
    for (const field of ['additions', 'deletions', 'changedFiles']) expect(given).not.toHaveProperty(field)
    expect(given).toMatchObject({ commitsCount: 3 })
  })

  it('counts no merge by a deleted account as one by somebody', () => {
    expect(row({ ...merged, mergedBy: ghost.graphql })).toMatchObject({ mergedById: null })
  })

  it('has the head of a fork that is gone', () => {
    const head = { ref: 'page', sha: 'a'.repeat(40), repo: null }
    expect(restRow({ head, user: octo.rest })).toMatchObject({ headRef: 'page', headSha: 'a'.repeat(40) })
  })

  it('does not take a missing date for a merge', () => {
    const { merged_at, ...withoutDate } = restPullRequest
    const given = withoutDate as RestPullRequest
    expect(restPullRequestRow(given, 'row of 42', mappedPeople().people)).toMatchObject({
      state: 'OPEN',
      mergedAt: null,
    })
  })

  it('is none without a number: all of those would be one row', () => {
    expect(() => row({ fullDatabaseId: null as never })).toThrow(
      "GitHub's answer has a pull request without its number.",
    )
  })
})
