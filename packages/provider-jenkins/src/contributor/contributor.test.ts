import { expect, it } from 'vitest'
import { isFresh } from './contributor.js'

it('people who were asked for in the future, by a clock that was ahead, are asked for again', () => {
  const now = new Date('2026-03-10T00:00:00Z')
  const times = ['2026-03-09T00:00:00Z', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 'once']
  expect(times.map((since) => isFresh(since, now))).toEqual([true, false, false, false])
})
