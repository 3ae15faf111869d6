import { QuotaExhaustedError, TransientError } from '@data-import/core/provider'
import { keptWaitMs, type QuotaLimit } from './quota-limit.js'
import { createPace, type RequestPace } from './request-pace.js'
import { machineTime, type Time } from './time.js'

/** What a gate needs to know. */
export interface RequestGateOptions extends Partial<Time> {
  /** Name of what is limited, for messages. */
  host: string
  /** Milliseconds that a request may wait for a limit. */
  maximumWaitMs: number
  /** Milliseconds that the pass has left. Default: no end. */
  timeLeftMs?(): number
  /**
   * How fast requests may go by themselves, before the vendor says that they came too fast. Each name is counted apart: a
   * request counts for the one with which it passes. Default: as fast as they come.
   */
  paces?: Readonly<Record<string, RequestPace>>
}

/** Failures in a row, with no answer between, after which nobody is asked any more in this pass. */
const longestOutage = 20

/** Nobody waits for longer, and a date must come out of it. */
const longestCloseMs = 366 * 86_400_000

/** Lets requests through while no limit holds, for all requests with the same credentials. */
export interface RequestGate {
  /**
   * Waits until the gate is open.
   * @param longestWaitMs of the run that asks; default: the gate's own
   * @param tellWait is told before each wait, in milliseconds
   * @param pace name of one in `paces`. A wait for it is no limit that was met: only the pass's time left bounds it
   * @throws {QuotaExhaustedError} when the wait would be longer than it may; @throws {TransientError} in an outage.
   */
  pass(
    signal: AbortSignal,
    longestWaitMs?: () => number,
    tellWait?: (waitMs: number) => void,
    pace?: string,
  ): Promise<void>
  /** Nobody goes through before this time is over. */
  close(limit: QuotaLimit): void
  /** An answer came, whatever it says. */
  answered(): void
  /** No usable answer came. After 20 in a row nobody goes through any more. */
  failed(): void
  /** From now on every request fails with this error: refused credentials stay refused. */
  refuse(error: Error): void
}

/**
 * Makes the gate that {@link createHttpSource} has built in, for whoever uses a client of the vendor's: keep one for each
 * token in `context.shared`, pass it before each request, and tell it what became of it.
 */
export function createRequestGate(options: RequestGateOptions): RequestGate {
  const { host, maximumWaitMs, timeLeftMs = () => Number.POSITIVE_INFINITY } = options
  const { now = machineTime.now, monotonicMs = machineTime.monotonicMs, wait = machineTime.wait } = options
  let opensAt = 0
  let kind: QuotaLimit['kind']
  let failuresInARow = 0
  let refusal: Error | undefined
  const paces = new Map(Object.entries(options.paces ?? {}).map(([name, pace]) => [name, createPace(pace)]))
  return {
    async pass(signal, longestWaitMs = () => Math.min(maximumWaitMs, timeLeftMs()), tellWait = () => {}, name) {
      const pace = name === undefined ? undefined : paces.get(name)
      for (;;) {
        signal.throwIfAborted()
        if (refusal) throw refusal
        if (failuresInARow >= longestOutage) {
          throw new TransientError(`${host} does not answer: ${failuresInARow} requests in a row failed.`)
        }
        const waitMs = opensAt - monotonicMs()
        // Nobody comes between the look and the start: both are in one turn.
        const paceMs = waitMs > 0 ? 0 : (pace?.start(monotonicMs()) ?? 0)
        if (waitMs <= 0 && paceMs === 0) return
        if (waitMs > longestWaitMs()) throw exhausted(host, kind, new Date(now().getTime() + waitMs))
        if (paceMs > timeLeftMs()) throw exhausted(host, 'rate', new Date(now().getTime() + paceMs))
        tellWait(Math.max(waitMs, paceMs))
        await wait(Math.max(waitMs, paceMs), signal)
      }
    },
    close(limit) {
      const until = monotonicMs() + Math.min(keptWaitMs(limit), longestCloseMs)
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

/** The error of whoever may not wait so long. */
export function exhausted(host: string, kind: QuotaLimit['kind'], retryAt: Date): QuotaExhaustedError {
  const what = kind === 'quota' ? 'The quota of this token is used up' : 'The rate limit of this token was met'
  return new QuotaExhaustedError(`${what} at ${host} until ${retryAt.toISOString().slice(0, 16)}Z.`, { retryAt })
}
