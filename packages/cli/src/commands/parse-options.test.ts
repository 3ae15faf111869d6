import { expect, test } from 'vitest'
import { parseCount, parseInstant, parseSeconds } from './parse-options.js'

test('a date is midnight UTC, an instant needs its offset', () => {
  expect(parseInstant('2026-01-31').toISOString()).toBe('2026-01-31T00:00:00.000Z')
  expect(parseInstant('2026-01-31T08:00:00+02:00').toISOString()).toBe('2026-01-31T06:00:00.000Z')
  for (const wrong of ['2026-02-30', '31.1.2026', '2026-01-31T08:00', 'yesterday', '', '1']) {
    expect(() => parseInstant(wrong), wrong).toThrow('2026-01-31')
  }
})

test('counts and seconds are numbers of their kind', () => {
  expect(parseCount('15')).toBe(15)
  expect(parseSeconds('0.5')).toBe(0.5)
  for (const wrong of ['0', '-1', '1.5', 'x', '']) expect(() => parseCount(wrong), wrong).toThrow()
  for (const wrong of ['-1', 'x', '', 'Infinity']) expect(() => parseSeconds(wrong), wrong).toThrow()
})
