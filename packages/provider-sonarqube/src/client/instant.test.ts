import { afterEach, expect, it, vi } from 'vitest'
import { instantOf } from './instant.js'

afterEach(() => vi.unstubAllEnvs())

it.each([
  ['2026-03-01T11:39:03+0300', '2026-03-01T08:39:03.000Z'],
  ['2026-03-01T11:39:03', '2026-03-01T11:39:03.000Z'],
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['soon', undefined],
  [null, undefined],
])('%j is %j in every zone of this machine', (given, expected) => {
  vi.stubEnv('TZ', 'Asia/Tokyo')
  expect(instantOf(given)?.toISOString()).toBe(expected)
})
