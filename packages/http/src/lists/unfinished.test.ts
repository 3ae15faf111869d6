import { expect, it } from 'vitest'
import { createUnfinished, type UnfinishedItem } from './unfinished.js'

const now = new Date('2026-03-01T00:00:00Z')
const item = (id: string, day = '2026-02-20'): UnfinishedItem => ({ id, createdAt: `${day}T00:00:00Z` })
const ids = (items: readonly UnfinishedItem[]) => items.map(({ id }) => id)

it('keeps what has not ended, newest first', () => {
  const items = createUnfinished()
  items.met(item('old', '2026-02-01'), true)
  items.met(item('new', '2026-02-28'), true)
  items.met(item('ended'), false)
  expect(ids(items.open(now))).toEqual(['new', 'old'])
})

it('forgets what has ended since, and what is gone', () => {
  const items = createUnfinished({ before: [item('a'), item('b'), item('c')] })
  items.met(item('a'), false)
  items.gone('b')
  expect(ids(items.open(now))).toEqual(['c'])
})

it('asks for those of the last walk that this one did not meet', () => {
  const items = createUnfinished({ before: [item('a'), item('b'), item('c', '2026-01-25')] })
  items.met(item('a'), true)
  expect(ids(items.unmet())).toEqual(['b', 'c'])
  expect(ids(items.unmet(({ createdAt }) => createdAt > '2026-02'))).toEqual(['b'])
  items.gone('b')
  expect(ids(items.unmet())).toEqual(['c'])
})

it('continues with what an interrupted walk had met, without asking for it', () => {
  const items = createUnfinished({ before: [item('a')], resumed: [item('a'), item('b')] })
  expect(ids(items.open(now))).toEqual(['a', 'b'])
  expect(ids(items.unmet())).toEqual(['a'])
})

it('gives up what is older than it may be, but for what is followed though it has ended', () => {
  const items = createUnfinished({
    before: [item('lost', '2026-01-10'), { ...item('active', '2025-01-01'), isActive: true }],
    forgetAfterMs: 40 * 86_400_000,
  })
  items.met(item('running', '2026-01-25'), true)
  expect(ids(items.open(now))).toEqual(['running', 'active'])
})

it('keeps no more than a thousand, the newest', () => {
  const many = Array.from({ length: 1_500 }, (_, index) => ({
    id: String(index),
    createdAt: new Date(now.getTime() - index * 1_000).toISOString(),
  }))
  const open = createUnfinished({ before: many }).open(now)
  expect(open).toHaveLength(1_000)
  expect([open[0]?.id, open.at(-1)?.id]).toEqual(['0', '999'])
})

it('drops those that are not active first, and counts them', () => {
  const items = createUnfinished({ before: [{ ...item('active', '2020-01-01'), isActive: true }], most: 3 })
  for (const day of ['21', '22', '23']) items.met(item(day, `2026-02-${day}`), true)
  expect(ids(items.open(now))).toEqual(['23', '22', 'active'])
  expect(items.dropped(now)).toBe(1)
  expect(createUnfinished({ before: [item('a')] }).dropped(now)).toBe(0)
})

it('keeps what tells whether an item has changed', () => {
  const items = createUnfinished()
  items.met({ ...item('a'), tag: '"etag"' }, true)
  expect(items.open(now)).toEqual([{ ...item('a'), tag: '"etag"' }])
})

it.each([null, undefined, 'text', 7, { open: [] }, [null, 3, {}, { id: 7 }]])(
  'takes nothing from a state that somebody else has left: %j',
  (before) => {
    expect(createUnfinished({ before }).unmet()).toEqual([])
  },
)
