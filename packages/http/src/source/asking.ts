import type { HttpSourceContext, HttpSourceOptions } from '../contract/http-source-options.js'
import type { HttpUsage } from '../contract/http-usage.js'
import type { Time } from '../limits/time.js'
import type { Connection } from './connection.js'
import type { LargeBodyTurn } from './large-bodies.js'

/** Who asks: one run's way to an outside system. */
export interface Asking
  extends Required<Pick<HttpSourceOptions, 'name' | 'retries' | 'timeoutMs' | 'maximumWaitMs'>>,
    Pick<HttpSourceOptions, 'credentials' | 'quotaOf' | 'errorOf' | 'messageOf' | 'parse'>,
    Pick<HttpSourceContext, 'log'> {
  connection: Connection
  signal: AbortSignal
  /** What sends one question, whose body takes its turn where it is large. */
  fetchIn(turn: LargeBodyTurn): typeof globalThis.fetch
  timeLeftMs(): number
  time: Time
  retryBaseMs: number
  usage: HttpUsage
  /** Tells the log of a wait for a limit, and with which status it was asked for. */
  reportWait(waitMs: number, status: number | undefined): void
  /** Replaces credentials that an outside system repeats. */
  withoutSecrets(text: string): string
}

/** What is asked. */
export interface Question {
  /** For messages, without its query: `GET /boards`. */
  name: string
  method: 'GET' | 'POST'
  url: URL
  headers: Headers
  text?: string
  /** Whether it is about something in the partition of a walk, and not about the partition. */
  isOfPart: boolean
  /** Whether asking twice is as good as asking once. */
  isIdempotent: boolean
  /** Whether it is asked again after a 5xx; an answer that was too heavy would be so again. Default: true. */
  isRepeatedAfterFault?: boolean
  /** Which of the gate's paces it counts for. Default: none. */
  pace?: string
}
