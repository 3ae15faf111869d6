import { describe, expect, it } from 'vitest'
import { beginWalk, isFullLookDue, readCursor, readResourceState, type WalkHead } from './resource-state.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const start = Date.parse('2026-01-01T00:00:00Z')
const at = (milliseconds: number) => new Date(start + milliseconds).toISOString()
const partition = (startDate: string) => ({ key: '42', startDate: new Date(startDate) })
const state = (change: Partial<WalkHead> = {}): WalkHead => ({
  mark: '1@x',
  probedAt: at(0),
  since: null,
  fullLookAt: at(0),
  isFullLook: true,
  ...change,
})

describe('the first walk', () => {
  it('reads the window of the resource', () => {
    expect(beginWalk(partition('2025-10-03T00:00:00Z'), null, '1@x', { probedAt: at(0) }, null)).toEqual({
      mark: '1@x',
      probedAt: at(0),
      since: '2025-10-03T00:00:00.000Z',
      fullLookAt: at(0),
      isFullLook: true,
    })
  })

  it('reads from where the configuration says', () => {
    const since = new Date('2025-06-01T00:00:00Z')
    expect(beginWalk(partition('1926-01-01T00:00:00Z'), null, null, { probedAt: at(0) }, since).since).toBe(
      '2025-06-01T00:00:00.000Z',
    )
  })

  it.each(['1926-01-01T00:00:00Z', '1970-06-01T00:00:00Z'])(
    'reads everything where that is older than git (%s)',
    (day) => {
      expect(beginWalk(partition(day), null, null, { probedAt: at(0) }, null).since).toBeNull()
    },
  )
})

describe('a later walk', () => {
  it('continues from a little before the last one began, wherever the configuration starts', () => {
    const since = new Date('2025-12-31T12:00:00Z')
    expect(beginWalk(partition('2025-10-03T00:00:00Z'), state(), '2@y', { probedAt: at(hourMs) }, since)).toEqual({
      mark: '2@y',
      probedAt: at(hourMs),
      since: at(-5 * 60_000),
      fullLookAt: at(0),
      isFullLook: false,
    })
  })

  it('does not look again at what is older than the configuration wants, and still continues from the last one', () => {
    const later = (since: string) =>
      beginWalk(partition(at(0)), state(), null, { probedAt: at(7 * dayMs) }, new Date(since)).since
    expect(later(at(-5 * dayMs))).toBe(at(-5 * dayMs))
    expect(later(at(-90 * dayMs))).toBe(at(-30 * dayMs - 5 * 60_000))
    expect(later(at(3 * dayMs))).toBe(at(-5 * 60_000))
  })

  it('looks again, once it is time, at all that was up to 30 days old at the look before', () => {
    expect(beginWalk(partition(at(0)), state(), null, { probedAt: at(7 * dayMs) }, null)).toMatchObject({
      since: at(-30 * dayMs - 5 * 60_000),
      fullLookAt: at(7 * dayMs),
      isFullLook: true,
    })
  })

  it('reaches as far back after a long pause', () => {
    const probedAt = at(100 * dayMs)
    expect(beginWalk(partition(at(0)), state(), null, { probedAt }, null).since).toBe(at(-30 * dayMs - 5 * 60_000))
  })

  it('continues from the last walk, not from the last look', () => {
    const last = state({ probedAt: at(3 * dayMs) })
    expect(beginWalk(partition(at(0)), last, null, { probedAt: at(3 * dayMs + hourMs) }, null).since).toBe(
      at(3 * dayMs - 5 * 60_000),
    )
  })
})

describe('a full look', () => {
  const dueAfterHours = (key: string) => {
    for (let hours = 0; ; hours++) if (isFullLookDue(key, state(), at(hours * hourMs))) return hours
  }
  const hours = Array.from({ length: 500 }, (_, index) => dueAfterHours(String(index)))

  it('comes between half a week and a week after the last one', () => {
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(84)
    expect(Math.max(...hours)).toBeLessThanOrEqual(168)
  })

  it('is spread, so that no hour has more than a few', () => {
    const byHour = new Map<number, number>()
    for (const hour of hours) byHour.set(hour, (byHour.get(hour) ?? 0) + 1)
    expect(Math.max(...byHour.values())).toBeLessThan(25)
  })

  it('comes at the same time for the same repository', () => {
    expect(dueAfterHours('7')).toBe(dueAfterHours('7'))
  })
})

it.each([null, 1, 'text', [], {}, { probedAt: 'x' }, { head: {} }, { head: null }])(
  'what somebody else has left is no state and no cursor: %j',
  (given) => {
    expect(readResourceState(given)).toBeNull()
    expect(readCursor(given)).toBeNull()
  },
)

it('what a walk has left is read again', () => {
  const left = { ...state(), own: { head: 'a' } }
  expect(readResourceState({ ...left })).toEqual(left)
  const cursor = { head: { ...state() }, position: { after: 'x' } }
  expect(readCursor(cursor)).toEqual(cursor)
})
