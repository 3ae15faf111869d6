import { expect, it } from 'vitest'
import { bot, ghost, mappedPeople } from '../testing/mapped-people.js'
import { restRelease } from './release.fixture.js'
import { type RestRelease, releaseRow } from './release-row.js'

const sha = 'b'.repeat(40)
const shas = new Map([['RE_9001', sha]])
const row = (change: Partial<RestRelease> = {}) =>
  releaseRow({ ...restRelease, ...change }, shas, 'row of 42', mappedPeople().people)

it('a release has every field, and is not removed', () => {
  expect(row()).toEqual({
    externalId: '9001',
    repositoryId: 'row of 42',
    tag: 'v1.0.0',
    sha,
    targetRef: 'main',
    name: 'One',
    body: 'All of it.',
    isDraft: false,
    isPrerelease: false,
    authorId: 'row of 7',
    authorName: 'octo',
    url: 'https://github.com/acme/web/releases/tag/v1.0.0',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    publishedAt: new Date('2026-01-02T00:00:00Z'),
    removedAt: null,
    sourceUpdatedAt: new Date('2026-01-03T00:00:00Z'),
  })
})

it('a draft is not published', () => {
  expect(row({ draft: true, published_at: null })).toMatchObject({ isDraft: true, publishedAt: null })
})

it('has no name, text or time of change where GitHub gives none', () => {
  const { body, updated_at, ...bare } = restRelease
  const given = releaseRow({ ...bare, name: null }, new Map(), 'row of 42', mappedPeople().people)
  expect(given).toMatchObject({ name: null, body: null, sourceUpdatedAt: null })
})

it.each([
  ['a deleted account', ghost.rest, { authorId: null, authorName: 'ghost' }],
  ['nobody', null, { authorId: null, authorName: null }],
  ['a bot', bot.rest, { authorId: 'row of 9', authorName: 'renovate[bot]' }],
])('is by %s', (_, author, expected) => {
  expect(row({ author })).toMatchObject(expected)
})

it('keeps the commit that is stored where GitHub gave no answer about it', () => {
  expect(row({ node_id: 'RE_1' })).not.toHaveProperty('sha')
})
