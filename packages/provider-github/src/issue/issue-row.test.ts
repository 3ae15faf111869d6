import { expect, it } from 'vitest'
import { bot, ghost, mappedPeople } from '../testing/mapped-people.js'
import { restIssue } from './issue.fixture.js'
import { issueRow, type RestIssue } from './issue-row.js'

const row = (change: Partial<RestIssue> = {}) =>
  issueRow({ ...restIssue, ...change }, 'row of 42', mappedPeople().people)

it('an issue has every field', () => {
  expect(row()).toEqual({
    externalId: '5000000001',
    repositoryId: 'row of 42',
    number: 13,
    title: 'It is slow',
    body: 'Very.',
    state: 'CLOSED',
    originalState: 'closed',
    stateReason: 'not_planned',
    type: 'Bug',
    assigneeIds: ['row of 7'],
    authorId: 'row of 7',
    authorName: 'octo',
    labels: ['bug', 'fast'],
    url: 'https://github.com/acme/web/issues/13',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    updatedAt: new Date('2026-01-03T00:00:00Z'),
    closedAt: new Date('2026-01-02T00:00:00Z'),
    removedAt: null,
    sourceUpdatedAt: new Date('2026-01-03T00:00:00Z'),
  })
})

it('a pull request among them is no row', () => {
  expect(row({ pull_request: {} })).toBeNull()
})

it('one that was reopened is open, with the reason', () => {
  expect(row({ state: 'open', state_reason: 'reopened', closed_at: null })).toMatchObject({
    state: 'OPEN',
    stateReason: 'reopened',
    closedAt: null,
  })
})

it.each([
  ['a deleted account', ghost.rest, { authorId: null, authorName: 'ghost' }],
  ['nobody', null, { authorId: null, authorName: null }],
  ['an empty account', {}, { authorId: null, authorName: null }],
  ['a bot', bot.rest, { authorId: 'row of 9', authorName: 'renovate[bot]' }],
])('is by %s', (_, user, expected) => {
  expect(row({ user })).toMatchObject(expected)
})

it('has no text, reason or label where GitHub gives none', () => {
  const { body, state_reason, ...bare } = restIssue
  expect(
    issueRow({ ...bare, labels: [{}, { name: null }, null as never] }, 'row of 42', mappedPeople().people),
  ).toMatchObject({
    body: null,
    stateReason: null,
    labels: [],
  })
})

it('has no date where GitHub leaves it out', () => {
  const { closed_at, ...open } = restIssue
  expect(issueRow(open as RestIssue, 'row of 42', mappedPeople().people)).toMatchObject({ closedAt: null })
})
