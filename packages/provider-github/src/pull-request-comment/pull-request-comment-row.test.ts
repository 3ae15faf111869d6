import { expect, it } from 'vitest'
import { ghost, mappedPeople } from '../testing/mapped-people.js'
import { restIssueComment, restReviewComment } from './pull-request-comment.fixture.js'
import { pullRequestCommentRow, pullRequestNumber } from './pull-request-comment-row.js'

const ids = { idOf: (_: object, externalId: string) => `row of ${externalId}` }
const row = (comment: typeof restReviewComment | typeof restIssueComment) =>
  pullRequestCommentRow(comment, 'row of 3000000001', mappedPeople().people, ids)

it('a comment on a file has every field but its text', () => {
  expect(row(restReviewComment)).toEqual({
    externalId: '1900000001',
    pullRequestId: 'row of 3000000001',
    reviewId: 'row of 4000000001',
    authorId: 'row of 7',
    authorName: 'octo',
    path: 'src/index.ts',
    url: 'https://github.com/acme/web/pull/12#discussion_r1900000001',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    updatedAt: new Date('2026-01-02T00:00:00Z'),
    sourceUpdatedAt: new Date('2026-01-02T00:00:00Z'),
  })
})

it('a comment in the conversation has neither file nor review', () => {
  expect(row(restIssueComment)).toMatchObject({ externalId: '2600000001', path: null, reviewId: null })
})

it('a deleted account has no identity', () => {
  expect(row({ ...restIssueComment, user: ghost.rest })).toMatchObject({ authorId: null, authorName: 'ghost' })
})

it.each([
  ['https://github.com/acme/web/pull/12#issuecomment-1', 12],
  ['https://github.com/acme/web/pull/12#discussion_r1', 12],
  ['https://github.com/acme/web/issues/13#issuecomment-1', null],
])('%s is on a pull request, or not', (html_url, number) => {
  expect(pullRequestNumber({ html_url })).toBe(number)
})
