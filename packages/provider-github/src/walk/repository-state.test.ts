import { describe, expect, it } from 'vitest'
import { countOf, isEmptySince, isSettled, markOf, readRepositoryState } from './repository-state.js'

it.each([null, 1, 'text', [], {}, { probedAt: 'x', nodeId: 'y' }, { probedAt: 1, nodeId: 'y', fullName: 'z' }])(
  'what somebody else has left is no state: %j',
  (given) => {
    expect(readRepositoryState(given)).toBeNull()
  },
)

it('what the probe has left is read again', () => {
  const left = { probedAt: 'x', nodeId: 'y', fullName: 'acme/web', branch: null, unavailable: {} }
  expect(readRepositoryState(left)).toEqual(left)
})

describe('a mark', () => {
  it('has the number of items and the newest change', () => {
    expect(markOf(3, '2026-01-01T00:00:00Z')).toBe('3@2026-01-01T00:00:00Z')
    expect([markOf(0, null), markOf(0, undefined)]).toEqual(['0@', '0@'])
  })

  it.each([
    ['3@2026-01-01T00:00:00Z', 3],
    ['0@', 0],
    ['a'.repeat(40), null],
    ['@', null],
    ['', null],
    [null, null],
  ])('%s counts %s', (mark, count) => {
    expect(countOf(mark)).toBe(count)
  })

  it.each([
    ['long after its newest change', '1@2026-01-01T00:00:00Z', '2026-01-01T01:00:00Z', true],
    ['a minute and a second after it', '1@2026-01-01T00:00:00Z', '2026-01-01T00:01:01Z', true],
    ['a minute after it', '1@2026-01-01T00:00:00Z', '2026-01-01T00:01:00Z', false],
    ['in the same second', '1@2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['before it, as another clock may say', '1@2026-01-01T00:00:00Z', '2025-12-31T00:00:00Z', false],
    ['without any item', '0@', '2026-01-01T00:00:00Z', true],
    ['as a commit, which tells all', 'a'.repeat(40), '2026-01-01T00:00:00Z', true],
    ['without a mark', undefined, '2026-01-01T00:00:00Z', true],
    ['with none', null, '2026-01-01T00:00:00Z', true],
  ])('is settled, or not, %s', (_, mark, seenAt, settled) => {
    expect(isSettled(mark, seenAt)).toBe(settled)
  })

  it.each([
    ['without any item', '0@', null, true],
    ['without any item, since an instant', '0@', '2026-01-01T00:00:00Z', true],
    ['with one, as a whole', '1@2020-01-01T00:00:00Z', null, false],
    ['whose newest change was a second before', '1@2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', true],
    ['whose newest change was at that very second', '1@2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['that does not tell when it changed', '1@', '2026-01-01T00:00:00Z', false],
    ['as a commit', 'a'.repeat(40), '2026-01-01T00:00:00Z', false],
    ['with none', null, null, false],
    ['with none, since an instant', null, '2026-01-01T00:00:00Z', false],
  ])('says that a list is empty, or not, %s', (_, mark, since, isEmpty) => {
    expect(isEmptySince(mark, since === null ? null : new Date(since))).toBe(isEmpty)
  })
})
