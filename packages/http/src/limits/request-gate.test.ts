import { QuotaExhaustedError, TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { createRequestGate, type RequestGateOptions } from './request-gate.js'

/** A gate whose waits end when the test says so. */
function createGate(options: Partial<RequestGateOptions> = {}) {
  let now = 0
  const waiting: { milliseconds: number; end: () => void }[] = []
  const gate = createRequestGate({
    host: 'api.github.com',
    maximumWaitMs: 900_000,
    timeLeftMs: () => Number.POSITIVE_INFINITY,
    now: () => new Date(Date.parse('2026-06-01T12:00:00Z') + now),
    monotonicMs: () => now,
    wait: (milliseconds, signal) =>
      new Promise<void>((resolve, reject) => {
        waiting.push({ milliseconds, end: resolve })
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      }),
    ...options,
  })
  return {
    gate,
    waiting,
    passTime(milliseconds: number) {
      now += milliseconds
      for (const { end } of waiting.splice(0)) end()
    },
  }
}

const { signal } = new AbortController()

describe('the request gate', () => {
  it('lets everybody through while no limit holds', async () => {
    const { gate, waiting } = createGate()
    await gate.pass(signal)
    expect(waiting).toEqual([])
  })

  it('holds all of them back until the same instant', async () => {
    const { gate, waiting, passTime } = createGate()
    gate.close({ kind: 'rate', waitMs: 30_000 })
    const passed: number[] = []
    const passes = [1, 2, 3].map((number) => gate.pass(signal).then(() => passed.push(number)))
    expect(waiting.map(({ milliseconds }) => milliseconds)).toEqual([30_000, 30_000, 30_000])
    expect(passed).toEqual([])
    passTime(30_000)
    await Promise.all(passes)
    expect(passed).toEqual([1, 2, 3])
  })

  it('waits on when a longer limit was met meanwhile, and never less', async () => {
    const { gate, waiting, passTime } = createGate()
    gate.close({ kind: 'rate', waitMs: 30_000 })
    gate.close({ kind: 'rate', waitMs: 5_000 })
    const passing = gate.pass(signal)
    expect(waiting[0]?.milliseconds).toBe(30_000)
    gate.close({ kind: 'quota', waitMs: 40_000 })
    passTime(30_000)
    await expect.poll(() => waiting[0]?.milliseconds).toBe(10_000)
    passTime(10_000)
    await passing
  })

  it.each([
    [0, 1_000],
    [-1, 1_000],
    [Number.NaN, 60_000],
    [1, 50],
  ])('waits for a limit of %d ms for %d', async (waitMs, waits) => {
    const { gate, waiting, passTime } = createGate()
    gate.close({ waitMs })
    const passing = gate.pass(signal)
    expect(waiting.map(({ milliseconds }) => milliseconds)).toEqual([waits])
    passTime(waits)
    await passing
  })

  it('ends at once as resumable when the wait is longer than it may be', async () => {
    const { gate, waiting } = createGate({ maximumWaitMs: 60_000 })
    gate.close({ kind: 'quota', waitMs: 60_001 })
    const error = await gate.pass(signal).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(QuotaExhaustedError)
    expect(error).toMatchObject({
      message: 'The quota of this token is used up at api.github.com until 2026-06-01T12:01Z.',
      retryAt: new Date('2026-06-01T12:01:00.001Z'),
    })
    expect(waiting).toEqual([])
  })

  it('ends at once as resumable when the pass has less time left', async () => {
    const { gate } = createGate({ timeLeftMs: () => 10_000 })
    gate.close({ kind: 'rate', waitMs: 20_000 })
    await expect(gate.pass(signal)).rejects.toThrow('The rate limit of this token was met at api.github.com')
  })

  it('can be cancelled while it waits', async () => {
    const { gate } = createGate()
    const stop = new AbortController()
    gate.close({ kind: 'quota', waitMs: 30_000 })
    const passing = gate.pass(stop.signal)
    stop.abort(new Error('The pass was stopped.'))
    await expect(passing).rejects.toThrow('The pass was stopped.')
    await expect(gate.pass(stop.signal)).rejects.toThrow('The pass was stopped.')
  })

  it('can be cancelled with a real timer, however far its end', async () => {
    const { gate } = createGate({
      monotonicMs: () => performance.now(),
      wait: undefined,
      maximumWaitMs: Number.POSITIVE_INFINITY,
    })
    const stop = new AbortController()
    gate.close({ kind: 'quota', waitMs: 100 * 86_400_000 })
    const passing = gate.pass(stop.signal)
    stop.abort()
    await expect(passing).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('asks nobody any more after 20 failures in a row, until the next pass', async () => {
    const { gate } = createGate()
    for (let count = 0; count < 19; count++) gate.failed()
    await gate.pass(signal)
    gate.failed()
    const error = await gate.pass(signal).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({ message: 'api.github.com does not answer: 20 requests in a row failed.' })
  })

  it('counts failures again after an answer', async () => {
    const { gate } = createGate()
    for (let count = 0; count < 19; count++) gate.failed()
    gate.answered()
    for (let count = 0; count < 19; count++) gate.failed()
    await expect(gate.pass(signal)).resolves.toBeUndefined()
  })

  it('refuses everything with the first reason once the token was refused', async () => {
    const { gate } = createGate()
    gate.refuse(new Error('first'))
    gate.refuse(new Error('second'))
    await expect(gate.pass(signal)).rejects.toThrow('first')
  })
})
