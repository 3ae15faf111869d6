import { describe, expect, it } from 'vitest'
import { mappedPeople } from '../testing/mapped-people.js'
import { graphqlCommit, restCommit } from './commit.fixture.js'
import type { GraphqlCommit } from './commit-queries.js'
import { commitRow, type RestCommit, restCommitRow } from './commit-row.js'

const owner = { key: '42', id: 'row of 42' }
const sha = 'a'.repeat(40)

const row = (change: Partial<GraphqlCommit> = {}) =>
  commitRow({ ...graphqlCommit, ...change }, owner, mappedPeople().people)
const restRow = (change: Partial<RestCommit> = {}) =>
  restCommitRow({ ...restCommit, ...change }, owner, mappedPeople().people)

describe('commitRow', () => {
  it('has every field of the commit', () => {
    expect(row()).toEqual({
      externalId: `${sha}@42`,
      repositoryId: 'row of 42',
      sha,
      message: 'Add a page\n\nWith words.',
      url: `https://github.com/acme/web/commit/${sha}`,
      authorId: 'row of 7',
      authorName: 'Octo Cat',
      authorEmail: 'Octo@Example.com',
      committerId: 'row of email:noreply@github.com',
      committerName: 'GitHub',
      committerEmail: 'noreply@github.com',
      authoredAt: new Date('2026-01-02T01:04:05Z'),
      committedAt: new Date('2026-01-03T00:00:00Z'),
      linesAdded: 10,
      linesRemoved: 0,
      filesChanged: 2,
      parentShas: ['b'.repeat(40)],
      isMerge: false,
      unreachableAt: null,
    })
  })

  it('is the same from REST, but for the counts, of which it says nothing', () => {
    const { linesAdded, linesRemoved, filesChanged, ...rest } = row()
    expect(restRow()).toEqual(rest)
  })

  it('does not know counts that GitHub could not compute', () => {
    const { additions, deletions, changedFilesIfAvailable, ...uncounted } = graphqlCommit
    const nothing = { linesAdded: null, linesRemoved: null, filesChanged: null }
    expect(commitRow(uncounted, owner, mappedPeople().people)).toMatchObject(nothing)
    expect(row({ changedFilesIfAvailable: null })).toMatchObject({ linesAdded: 10, filesChanged: null })
  })

  it('tells merges by their parents, and the first commit by having none', () => {
    const nodes = [{ oid: 'b'.repeat(40) }, { oid: 'c'.repeat(40) }]
    expect(row({ parents: { nodes } })).toMatchObject({ isMerge: true, parentShas: nodes.map(({ oid }) => oid) })
    expect(row({ parents: { nodes: [] } })).toMatchObject({ isMerge: false, parentShas: [] })
    expect(restRow({ parents: [] })).toMatchObject({ isMerge: false, parentShas: [] })
  })

  it.each([
    ['nobody', null],
    ['nobody with a name', { name: '', email: '', user: null }],
  ])('has no author where git has none: %s', (_, author) => {
    expect(row({ author })).toMatchObject({ authorId: null, authorName: null, authorEmail: null })
  })

  it('keeps what git says of an author who is no identity', () => {
    expect(row({ author: { name: 'Jo', email: null, user: null } })).toMatchObject({ authorId: null, authorName: 'Jo' })
    const commit = { ...restCommit.commit, author: null }
    expect(restRow({ commit, author: null })).toMatchObject({ authorId: null, authoredAt: null })
  })

  it.each(['0000-00-00T00:00:00Z', 'yesterday', ''])('has no date where git has a broken one: %j', (authoredDate) => {
    expect(row({ authoredDate })).toMatchObject({ authoredAt: null })
  })

  it('is none where a parent was left out, for the history behind it would look lost', () => {
    expect(() => row({ parents: { nodes: [null] } })).toThrow("GitHub's answer has no parent of a commit.")
    expect(() => row({ parents: { nodes: null } })).toThrow('The next pass asks again.')
  })
})
