import { type IsAllowedAddress, TransientError } from '@data-import/core/provider'
import pLimit from 'p-limit'
import type { ReceivedAnswer } from '../contract/http-source-options.js'
import type { HttpUsage } from '../contract/http-usage.js'
import { createCredentialKeeper } from '../credentials/credentials.js'
import type { QuotaLimit } from '../limits/quota-limit.js'
import { createRequestGate, type RequestGate } from '../limits/request-gate.js'
import type { RequestPace } from '../limits/request-pace.js'
import { machineTime, type Time } from '../limits/time.js'
import { createVendorClock, type VendorClock } from '../limits/vendor-clock.js'
import type { Asking } from './asking.js'
import { clientFetch } from './client-fetch.js'
import { createTurningFetch, defaultBounds } from './guarded-fetch.js'
import { createLargeBodyTurns } from './large-bodies.js'
import { createWaitReport } from './report-waits.js'

/** How requests of a vendor's own client are sent. */
export interface ClientConnectionOptions extends Partial<Time> {
  /** Requests, and redirects of them, stay on its origin. Its host names the outside system in messages. */
  baseUrl: string
  /** What sets that address, for messages: `ACME_URL`. */
  addressName: string
  /** Which addresses the host allows. Default: all on the origin. */
  isAllowedAddress?: IsAllowedAddress | undefined
  /** Requests at once. Default: 4. */
  concurrency?: number
  /** How fast requests may go by themselves, by name. Default: as fast as they come. */
  paces?: Readonly<Record<string, RequestPace>>
  /** For which pace a request counts. Default: for none. */
  paceOf?(url: URL): string
  /** Milliseconds that the pass has left. Default: no end. */
  timeLeftMs?(): number
  /** The limit that an answer reports; undefined: the usual headers are read; null: none, whatever they hold. */
  quotaOf?(answer: ReceivedAnswer): QuotaLimit | null | undefined
  /** Whether an answer below 400 says in its body that it failed, and another try may change that. Default: none does. */
  isFailed?(answer: ReceivedAnswer): boolean
  /** A request is repeated after this, then twice as long each time, in milliseconds. Default: 1,000. */
  retryBaseMs?: number
}

/** What belongs to the run that asks. */
export interface ClientRun {
  /** Counts what is sent. */
  usage: HttpUsage
  /** Milliseconds that one request may wait for limits, within what the pass has left. */
  maximumWaitMs: number
  /** How often a request is repeated after a network error, 408, 425 or 5xx. Default: 3. */
  retries?: number
  /** Whether a 5xx is repeated at all; a query that was too heavy would be so again. Default: true. */
  isRepeatedAfterFault?: boolean
}

/** One token's way to an outside system, shared by all runs of a pass that use it. */
export interface ClientConnection {
  gate: RequestGate
  clock: VendorClock
  /**
   * What the client takes for its `fetch` in one run: it waits for limits and its turn, repeats what another try may change,
   * counts, and bounds each answer. Every request counts as one that may be sent twice: give it to clients that only read.
   * It hands over the last answer whatever its status; its `body` is what its text was read as, JSON or else the text, if
   * the status is below 400, so that a client needn't read it again.
   *
   * It throws `QuotaExhaustedError` when a limit lasts longer than it may wait, `ConfigurationError` for another
   * origin, and what the runtime's own `fetch` throws when no answer came.
   */
  fetchFor(run: ClientRun): typeof globalThis.fetch
}

const requestsAtOnce = 4
const usualRetries = 3

/**
 * Lets a vendor's own client ask as {@link createHttpSource} does: with the same limits, repeats, guards and turns.
 * Nothing is asked before the first request.
 */
export function createClientConnection(options: ClientConnectionOptions): ClientConnection {
  const { baseUrl, addressName, isAllowedAddress, concurrency = requestsAtOnce, retryBaseMs = 1_000 } = options
  const { timeLeftMs = () => Number.POSITIVE_INFINITY } = options
  const { now = machineTime.now, monotonicMs = machineTime.monotonicMs, wait = machineTime.wait } = options
  const time: Time = { now, monotonicMs, wait }
  const { host } = new URL(baseUrl)
  // What one request may wait is the run's own, and given with each.
  const gateOptions = { host, maximumWaitMs: Number.POSITIVE_INFINITY, timeLeftMs, ...time }
  const gate = createRequestGate({ ...gateOptions, ...(options.paces && { paces: options.paces }) })
  const clock = createVendorClock(monotonicMs)
  const connection = {
    gate,
    clock,
    // The client signs in by itself.
    credentials: createCredentialKeeper(now),
    inTurn: pLimit(concurrency),
    largeBody: createLargeBodyTurns(),
  }
  const guard = { baseUrl, addressName, isAllowedAddress, ...defaultBounds }
  return {
    gate,
    clock,
    fetchFor({ usage, maximumWaitMs, retries = usualRetries, isRepeatedAfterFault = true }) {
      const asking: Omit<Asking, 'signal'> = {
        name: host,
        retries,
        timeoutMs: defaultBounds.timeoutMs,
        maximumWaitMs,
        connection,
        fetchIn: (turn) => createTurningFetch(guard, turn),
        timeLeftMs,
        time,
        retryBaseMs,
        usage,
        log: undefined,
        reportWait: createWaitReport({ name: host, log: undefined, usage, monotonicMs }),
        withoutSecrets: (text) => text,
        ...(options.quotaOf && { quotaOf: options.quotaOf }),
        ...(options.isFailed && { errorOf: (answer) => failureOf(answer, options) }),
      }
      return clientFetch(asking, { isRepeatedAfterFault, ...(options.paceOf && { paceOf: options.paceOf }) })
    },
  }
}

function failureOf(answer: ReceivedAnswer, { isFailed }: ClientConnectionOptions): TransientError | undefined {
  if (!isFailed?.(answer)) return undefined
  return new TransientError(`The answer to ${answer.question} says that it failed.`)
}
