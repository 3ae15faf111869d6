import { expect, it } from 'vitest'
import { bot, ghost, mappedPeople } from '../testing/mapped-people.js'
import { graphqlReview } from './review.fixture.js'
import type { GraphqlReview } from './review-query.js'
import { reviewRow } from './review-row.js'

const row = (change: Partial<GraphqlReview> = {}) =>
  reviewRow({ ...graphqlReview, ...change }, 'row of 3000000001', mappedPeople().people)

it('a review has every field', () => {
  expect(row()).toEqual({
    externalId: '4000000001',
    pullRequestId: 'row of 3000000001',
    reviewerId: 'row of 7',
    reviewerName: 'octo',
    state: 'APPROVED',
    originalState: 'APPROVED',
    body: 'Good.',
    commitSha: 'a'.repeat(40),
    submittedAt: new Date('2026-01-02T00:00:00Z'),
    url: 'https://github.com/acme/web/pull/12#pullrequestreview-4000000001',
    removedAt: null,
    sourceUpdatedAt: new Date('2026-01-03T00:00:00Z'),
  })
})

it.each(['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED', 'DISMISSED', 'A_NEW_ONE'])('keeps the state %s', (state) => {
  expect(row({ state })).toMatchObject({ state, originalState: state })
})

it('one that is not given yet is no row', () => {
  expect(row({ state: 'PENDING', submittedAt: null })).toBeNull()
})

it.each([
  ['a deleted account', ghost.graphql, { reviewerId: null, reviewerName: 'ghost' }],
  ['nobody', null, { reviewerId: null, reviewerName: null }],
  ['a bot', bot.graphql, { reviewerId: 'row of 9', reviewerName: 'renovate[bot]' }],
])('is by %s', (_, author, expected) => {
  expect(row({ author })).toMatchObject(expected)
})

it('outlives its commit', () => {
  expect(row({ commit: null, submittedAt: null })).toMatchObject({ commitSha: null, submittedAt: null })
})

it.each([null, undefined, '', 'null', 0, -1, 1.5])('is none without a number (%j)', (fullDatabaseId) => {
  expect(() => row({ fullDatabaseId: fullDatabaseId as never })).toThrow('a review without its number')
})
