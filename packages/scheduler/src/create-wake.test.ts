import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWake, type WakeOutcome } from './create-wake.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Passes that end when told. */
function createPasses(minimumLookMs = 60_000) {
  let begun = 0
  let end: (outcome: WakeOutcome) => void = () => undefined
  const wake = createWake(() => {
    begun++
    wake.passBegan()
    return new Promise((resolve) => {
      end = (outcome) => {
        wake.passEnded()
        resolve(outcome)
      }
    })
  }, minimumLookMs)
  const ended = async (outcome: WakeOutcome) => {
    end(outcome)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { wake, begun: () => begun, ended }
}

test('a ring wakes a pass at once, and many rings one', () => {
  const { wake, begun } = createPasses()
  for (let ring = 0; ring < 100; ring++) wake.ring()
  vi.advanceTimersByTime(0)
  expect(begun()).toBe(1)
})

test('a ring during a pass, or soon after one, waits and is not lost', async () => {
  const { wake, begun, ended } = createPasses()
  wake.passBegan()
  wake.ring()
  vi.advanceTimersByTime(600_000)
  expect(begun()).toBe(0)
  wake.passEnded()
  vi.advanceTimersByTime(59_999)
  expect(begun()).toBe(0)
  vi.advanceTimersByTime(1)
  expect(begun()).toBe(1)
  await ended('done')
  vi.advanceTimersByTime(600_000)
  expect(begun()).toBe(1)
})

test.each(['busy', 'waits'] as const)(
  'what a pass leaves (%s) wakes another one, less and less often',
  async (outcome) => {
    const { wake, begun, ended } = createPasses(0)
    wake.ring()
    vi.advanceTimersByTime(0)
    for (const [passes, minutes] of [1, 2, 4, 8, 16].entries()) {
      await ended(outcome)
      vi.advanceTimersByTime(minutes * 60_000 - 1)
      expect(begun()).toBe(passes + 1)
      vi.advanceTimersByTime(1)
      expect(begun()).toBe(passes + 2)
    }
    await ended(outcome)
    vi.advanceTimersByTime(16 * 60_000)
    // A lock that is held ends at some time; what always fails is the schedule's.
    expect(begun()).toBe(outcome === 'busy' ? 7 : 6)
  },
)

test('after a pass that left nothing one more comes, for what was rung for and unknown', async () => {
  const { wake, begun, ended } = createPasses()
  wake.ring()
  vi.advanceTimersByTime(0)
  await ended('done')
  vi.advanceTimersByTime(15 * 60_000)
  expect(begun()).toBe(1)
  vi.advanceTimersByTime(60_000)
  expect(begun()).toBe(2)
  await ended('waits')
  vi.advanceTimersByTime(24 * 60 * 60_000)
  expect(begun()).toBe(2)
})

test('a ring comes before the wait for what an earlier one left', async () => {
  const { wake, begun, ended } = createPasses(1_000)
  wake.ring()
  vi.advanceTimersByTime(0)
  await ended('waits')
  wake.ring()
  vi.advanceTimersByTime(1_000)
  expect(begun()).toBe(2)
  await ended('waits')
  vi.advanceTimersByTime(60_000)
  expect(begun()).toBe(3)
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
