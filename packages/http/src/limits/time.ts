import { setTimeout as sleep } from 'node:timers/promises'

/** Time as it is asked for; tests bring their own. */
export interface Time {
  now(): Date
  /** Milliseconds that only grow. */
  monotonicMs(): number
  /** Waits; rejects when the signal aborts. */
  wait(milliseconds: number, signal: AbortSignal): Promise<unknown>
}

/** A timer for longer ends at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
export const longestTimerMs = 2 ** 31 - 1

/** The machine's own. */
export const machineTime: Time = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  wait: (milliseconds, signal) => sleep(Math.min(milliseconds, longestTimerMs), undefined, { signal }),
}
