import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepLease } from './keep-lease.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function keep(renew: () => Promise<boolean>) {
  const lose = vi.fn()
  const takenAtMs = performance.now()
  const stop = keepLease({ leaseMs: 15_000, takenAtMs, now: () => performance.now(), renew }, lose)
  return { lose, stop }
}

it('renews at a third of the lifetime, for as long as it is kept', async () => {
  const renew = vi.fn(async () => true)
  const { lose, stop } = keep(renew)
  await vi.advanceTimersByTimeAsync(4_999)
  expect(renew).toHaveBeenCalledTimes(0)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(renew).toHaveBeenCalledTimes(12)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(renew).toHaveBeenCalledTimes(12)
  expect(lose).not.toHaveBeenCalled()
})

it('tries again when a renewal fails, and gives up before the lease runs out', async () => {
  const failure = new Error('no route')
  const renew = vi.fn(async () => {
    throw failure
  })
  const { lose } = keep(renew)
  await vi.advanceTimersByTimeAsync(11_999)
  expect(renew.mock.calls.length).toBeGreaterThan(5)
  expect(lose).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(lose).toHaveBeenCalledExactlyOnceWith('its lease could not be renewed in time', failure)
})

it('gives up before the lease runs out when the database never answers', async () => {
  const { lose } = keep(() => new Promise(() => {}))
  await vi.advanceTimersByTimeAsync(12_000)
  expect(lose).toHaveBeenCalledOnce()
})

it('counts from when a renewal was asked for, not from when it was answered', async () => {
  const renew = vi.fn(() => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 4_000)))
  const { lose } = keep(renew)
  // Asked at 5 s, answered at 9 s: trusted until 17 s; the next is asked at 14 s and comes too late.
  await vi.advanceTimersByTimeAsync(16_999)
  expect(lose).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(lose).toHaveBeenCalledOnce()
})

it('says so when the lease has run out', async () => {
  const { lose } = keep(async () => false)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(lose).toHaveBeenCalledExactlyOnceWith('its lease ran out')
})
