import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWake } from './create-wake.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Passes that end when told. */
function createPasses() {
  let begun = 0
  const wake = createWake(async () => {
    begun++
    wake.passBegan()
  }, 60_000)
  return { wake, begun: () => begun }
}

test('a ring wakes a pass at once, and many rings one', () => {
  const { wake, begun } = createPasses()
  for (let ring = 0; ring < 100; ring++) wake.ring()
  vi.advanceTimersByTime(0)
  expect(begun()).toBe(1)
})

test('a ring during a pass, or soon after one, waits and is not lost', () => {
  const { wake, begun } = createPasses()
  wake.passBegan()
  wake.ring()
  vi.advanceTimersByTime(600_000)
  expect(begun()).toBe(0)
  wake.passEnded()
  vi.advanceTimersByTime(59_999)
  expect(begun()).toBe(0)
  vi.advanceTimersByTime(1)
  expect(begun()).toBe(1)
  wake.passEnded()
  vi.advanceTimersByTime(600_000)
  expect(begun()).toBe(1)
})

test('a pass that the schedule begins meanwhile does not take a ring away', () => {
  const { wake, begun } = createPasses()
  wake.passBegan()
  wake.passEnded()
  wake.ring()
  wake.passBegan()
  wake.passEnded()
  vi.advanceTimersByTime(60_000)
  expect(begun()).toBe(1)
})

test('nothing wakes what was stopped', () => {
  const { wake, begun } = createPasses()
  wake.ring()
  wake.stop()
  wake.ring()
  vi.advanceTimersByTime(600_000)
  expect(begun()).toBe(0)
})
