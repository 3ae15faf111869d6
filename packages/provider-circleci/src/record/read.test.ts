import { afterEach, expect, it, vi } from 'vitest'
import { instantOf } from './read.js'

afterEach(() => vi.unstubAllEnvs())

it.each([
  ['2026-03-01T10:00:00.123Z', '2026-03-01T10:00:00.123Z'],
  ['2026-03-01T10:00:00+02:00', '2026-03-01T08:00:00.000Z'],
  ['2026-03-01T10:00:00', '2026-03-01T10:00:00.000Z'],
  ['2026-03-01T25:00:00', undefined],
  ['', undefined],
])('%j is %j in every zone of this machine', (given, expected) => {
  vi.stubEnv('TZ', 'Asia/Tokyo')
  expect(instantOf(given)?.toISOString()).toBe(expected)
})
