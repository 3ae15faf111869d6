import { ConfigurationError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { createRequestGate } from './request-gate.js'
import { createPace } from './request-pace.js'

const { signal } = new AbortController()

/** A gate of that pace, with a clock that only waiting moves. */
function createPacedGate(timeLeftMs = Number.POSITIVE_INFINITY) {
  let now = 0
  const waits: number[] = []
  const gate = createRequestGate({
    host: 'api.example.com',
    maximumWaitMs: 0,
    timeLeftMs: () => timeLeftMs,
    paces: { rest: { most: 5, withinMs: 60_000 }, graphql: { most: 2, withinMs: 60_000 } },
    monotonicMs: () => now,
    now: () => new Date(now),
    async wait(milliseconds) {
      const until = now + milliseconds
      waits.push(milliseconds)
      await Promise.resolve()
      now = Math.max(now, until)
    },
  })
  return { gate, waits, now: () => now }
}

describe('a pace', () => {
  it('lets as many start at once as are allowed, and holds the next back until the first is long enough ago', () => {
    const pace = createPace({ most: 3, withinMs: 60_000 })
    expect([0, 10_000, 20_000].map((at) => pace.start(at))).toEqual([0, 0, 0])
    expect(pace.start(30_000)).toBe(30_000)
    expect(pace.start(60_000)).toBe(0)
    expect(pace.start(60_000)).toBe(10_000)
  })

  it('has no stretch of its length with more, wherever that begins', () => {
    const pace = createPace({ most: 7, withinMs: 1_000 })
    const starts: number[] = []
    for (let now = 0; starts.length < 200; now += 1 + ((now * 7) % 90)) if (pace.start(now) === 0) starts.push(now)
    for (const from of starts)
      expect(starts.filter((at) => at >= from && at < from + 1_000).length).toBeLessThanOrEqual(7)
  })

  it('is refused when it is none', () => {
    expect(() => createPace({ most: 0, withinMs: 1_000 })).toThrow(ConfigurationError)
    expect(() => createPace({ most: 1, withinMs: Number.NaN })).toThrow(ConfigurationError)
  })
})

describe('a gate with paces', () => {
  it('never lets many callers at once be faster than the pace, also when no limit may be waited for', async () => {
    const { gate, now } = createPacedGate()
    const passed: number[] = []
    const one = async () => {
      await gate.pass(signal, undefined, undefined, 'rest')
      passed.push(now())
    }
    await Promise.all(Array.from({ length: 12 }, one))
    expect(passed).toEqual([0, 0, 0, 0, 0, 60_000, 60_000, 60_000, 60_000, 60_000, 120_000, 120_000])
  })

  it('counts each name apart, and what passes without one not at all', async () => {
    const { gate, waits } = createPacedGate()
    for (let number = 0; number < 5; number++) await gate.pass(signal, undefined, undefined, 'rest')
    for (let number = 0; number < 2; number++) await gate.pass(signal, undefined, undefined, 'graphql')
    for (let number = 0; number < 20; number++) await gate.pass(signal)
    expect(waits).toEqual([])
    await gate.pass(signal, undefined, undefined, 'graphql')
    expect(waits).toEqual([60_000])
  })

  it('ends the run as resumable where the pass has less time left', async () => {
    const { gate } = createPacedGate(30_000)
    for (let number = 0; number < 5; number++) await gate.pass(signal, undefined, undefined, 'rest')
    await expect(gate.pass(signal, undefined, undefined, 'rest')).rejects.toThrow(
      'The rate limit of this token was met',
    )
  })
})
