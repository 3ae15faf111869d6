import { expect, it, vi } from 'vitest'
import { startHeartbeat } from './heartbeat.js'

it('says that the lock is lost when the session no longer holds it, although the connection answers', async () => {
  const answers = [true, true, false]
  const reason = await new Promise<string>((resolve) => {
    startHeartbeat(async () => answers.shift() ?? false, { heartbeatIntervalMs: 1 }, resolve)
  })
  expect(reason).toMatch(/no longer holds it/)
  expect(answers).toEqual([])
})

it('says so when no answer comes in time', async () => {
  const started = performance.now()
  const reason = await new Promise<string>((resolve) => {
    startHeartbeat(() => new Promise(() => {}), { heartbeatIntervalMs: 1, heartbeatTimeoutMs: 20 }, resolve)
  })
  expect(reason).toMatch(/no answer/)
  expect(performance.now() - started).toBeGreaterThanOrEqual(20)
})

it('is silent once stopped', async () => {
  vi.useFakeTimers()
  try {
    const lose = vi.fn()
    const stop = startHeartbeat(async () => false, {}, lose)
    stop()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(lose).not.toHaveBeenCalled()
  } finally {
    vi.useRealTimers()
  }
})
