import { setTimeout as sleep } from 'node:timers/promises'
import { QuotaExhaustedError, TransientError } from '@data-import/core/provider'
import type { Limit } from './limit-wait.js'

/** What the gate needs to know of the pass and of time. */
export interface GateOptions {
  /** Name of what is limited, for messages. */
  host: string
  /** What a request may wait for a limit. */
  maximumWaitMs: number
  timeLeftMs(): number
  now(): Date
  /** Milliseconds that only grow. */
  monotonicMs(): number
  /** Waits; rejects when the signal aborts. */
  wait?(milliseconds: number, signal: AbortSignal): Promise<unknown>
}

/** Failures in a row, with no answer between, after which nobody is asked any more in this pass. */
const longestOutage = 20

/** A timer for longer ends at once: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const longestTimerMs = 2 ** 31 - 1

/** Lets requests through while no limit holds, for all requests of one token. */
export interface RequestGate {
  /**
   * @param longestWaitMs of the run that asks; default: the gate's own
   * @throws {QuotaExhaustedError} when the wait would be longer than it may; @throws {TransientError} in an outage.
   */
  pass(signal: AbortSignal, longestWaitMs?: () => number): Promise<void>
  /** Nobody goes through before this time is over. */
  close(limit: Limit): void
  /** An answer came, whatever it says. */
  answered(): void
  /** No usable answer came. */
  failed(): void
  /** From now on every request fails with this error: a refused token stays refused. */
  refuse(error: Error): void
}

export function createRequestGate(options: GateOptions): RequestGate {
  const { host, monotonicMs, maximumWaitMs, timeLeftMs, now } = options
  const wait =
    options.wait ?? ((milliseconds, signal) => sleep(Math.min(milliseconds, longestTimerMs), undefined, { signal }))
  let opensAt = 0
  let kind: Limit['kind'] = 'primary'
  let failuresInARow = 0
  let refusal: Error | undefined
  return {
    async pass(signal, longestWaitMs = () => Math.min(maximumWaitMs, timeLeftMs())) {
      for (;;) {
        signal.throwIfAborted()
        if (refusal) throw refusal
        if (failuresInARow >= longestOutage) {
          throw new TransientError(`${host} does not answer: ${failuresInARow} requests in a row failed.`)
        }
        const waitMs = opensAt - monotonicMs()
        if (waitMs <= 0) return
        if (waitMs > longestWaitMs()) {
          throw exhausted(host, kind, new Date(now().getTime() + waitMs))
        }
        await wait(waitMs, signal)
      }
    },
    close(limit) {
      const until = monotonicMs() + limit.waitMs
      if (until <= opensAt) return
      opensAt = until
      kind = limit.kind
    },
    answered() {
      failuresInARow = 0
    },
    failed() {
      failuresInARow++
    },
    refuse(error) {
      refusal ??= error
    },
  }
}

function exhausted(host: string, kind: Limit['kind'], retryAt: Date): QuotaExhaustedError {
  const what = kind === 'primary' ? 'The quota of this token is used up' : 'The secondary limit of this token was met'
  return new QuotaExhaustedError(`${what} at ${host} until ${retryAt.toISOString().slice(0, 16)}Z.`, { retryAt })
}
