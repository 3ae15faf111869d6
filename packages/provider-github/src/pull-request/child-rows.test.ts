import { describe, expect, it } from 'vitest'
import { bot, mappedPeople, octo } from '../testing/mapped-people.js'
import { pullRequestCommitRow, pullRequestIssueRow, readyAtOf, reviewRequestRows } from './child-rows.js'
import { graphqlPullRequest } from './pull-request.fixture.js'
import type { GraphqlReviewer, GraphqlTimelineItem } from './pull-request-query.js'

const owner = { externalId: '3000000001', id: 'row of 3000000001' }
const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`
const requested = (minute: number, requestedReviewer: GraphqlReviewer | null): GraphqlTimelineItem => ({
  __typename: 'ReviewRequestedEvent',
  id: `RRE_${minute}`,
  createdAt: at(minute),
  requestedReviewer,
})
const withdrawn = (minute: number, requestedReviewer: GraphqlReviewer | null): GraphqlTimelineItem => ({
  __typename: 'ReviewRequestRemovedEvent',
  createdAt: at(minute),
  requestedReviewer,
})
const requests = (timeline: readonly GraphqlTimelineItem[]) =>
  reviewRequestRows(timeline, owner.id, mappedPeople().people)

it('a commit of a pull request has its place and both times', () => {
  const [commit] = graphqlPullRequest.commits.nodes ?? []
  if (!commit) throw new Error('there is one')
  expect(pullRequestCommitRow(commit, 2, owner, mappedPeople().people)).toEqual({
    externalId: `3000000001:${'a'.repeat(40)}`,
    pullRequestId: owner.id,
    sha: 'a'.repeat(40),
    position: 2,
    authoredAt: new Date('2026-01-01T00:00:00Z'),
    committedAt: new Date('2026-01-01T01:00:00Z'),
    authorId: 'row of 7',
  })
})

it('an issue that a pull request closes is linked by the vendor', () => {
  const idOf = (_: object, externalId: string) => `row of ${externalId}`
  expect(pullRequestIssueRow({ fullDatabaseId: '5000000001' }, owner, { idOf })).toEqual({
    externalId: '3000000001:5000000001',
    pullRequestId: owner.id,
    issueId: 'row of 5000000001',
    rule: 'vendor',
    closes: true,
  })
})

describe('a review request', () => {
  it('stands until it is taken back from the same reviewer', () => {
    const timeline = [requested(1, octo.graphql), requested(2, bot.graphql), withdrawn(3, octo.graphql)]
    expect(requests(timeline)).toEqual([
      {
        externalId: 'RRE_1',
        pullRequestId: owner.id,
        reviewerId: 'row of 7',
        reviewerName: 'octo',
        requestedAt: new Date(at(1)),
        removedAt: new Date(at(3)),
      },
      expect.objectContaining({ externalId: 'RRE_2', reviewerName: 'renovate[bot]', removedAt: null }),
    ])
  })

  it('may come again after it was taken back', () => {
    const rows = requests([requested(1, octo.graphql), withdrawn(2, octo.graphql), requested(3, octo.graphql)])
    expect(rows.map(({ removedAt }) => removedAt)).toEqual([new Date(at(2)), null])
  })

  it('goes to a team, which is no contributor', () => {
    const team = { __typename: 'Team', login: '', teamName: 'platform' }
    expect(requests([requested(1, team)])).toMatchObject([{ reviewerId: null, reviewerName: 'platform' }])
  })

  it('goes to nobody who is known where the account is gone or the token may not see it', () => {
    expect(requests([requested(1, null)])).toMatchObject([{ reviewerId: null, reviewerName: null }])
  })
})

it('is ready since it was last marked so, and not at a time that nobody marked', () => {
  const ready = (minute: number): GraphqlTimelineItem => ({ __typename: 'ReadyForReviewEvent', createdAt: at(minute) })
  expect(readyAtOf([ready(1), requested(2, octo.graphql), ready(3)])).toEqual(new Date(at(3)))
  expect(readyAtOf([requested(2, octo.graphql)])).toBeNull()
})
