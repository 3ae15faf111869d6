import { hash } from 'node:crypto'
import { ConfigurationError } from '@data-import/core/provider'
import pLimit from 'p-limit'
import type { HttpSourceContext, HttpSourceOptions } from '../contract/http-source-options.js'
import { type CredentialKeeper, createCredentialKeeper } from '../credentials/credentials.js'
import { createRequestGate, type RequestGate } from '../limits/request-gate.js'
import { machineTime, type Time } from '../limits/time.js'
import { createVendorClock, type VendorClock } from '../limits/vendor-clock.js'
import { entriesOf } from './header-entries.js'
import { createLargeBodyTurns, type LargeBodyTurn } from './large-bodies.js'

/** What all runs of a pass with the same credentials share. */
export interface Connection {
  gate: RequestGate
  clock: VendorClock
  credentials: CredentialKeeper
  /** Takes a turn: no more than a number of requests are sent at once. */
  inTurn<Result>(send: () => Promise<Result>): Promise<Result>
  /** A question's turn among those whose bodies are large. */
  largeBody(): LargeBodyTurn
}

/** What only tests give. */
export interface HttpInternals extends Partial<Time> {
  /** A question is repeated after this, then twice as long each time, in milliseconds. Default: 1,000. */
  retryBaseMs?: number
}

const requestsAtOnce = 4

export const defaultMaximumWaitMs = 15 * 60_000

/** Same origin, headers and credentials, same connection; its name shows nothing of them. */
export function openConnection(
  { shared, timeLeftMs }: HttpSourceContext,
  { name, credentials, concurrency = requestsAtOnce, maximumWaitMs = defaultMaximumWaitMs }: HttpSourceOptions,
  { origin }: URL,
  headers: Headers,
  internals: HttpInternals,
): Connection {
  const create = (): Connection => {
    const { now = machineTime.now, monotonicMs = machineTime.monotonicMs } = internals
    const gate = { host: name, maximumWaitMs, ...(timeLeftMs && { timeLeftMs }), ...internals }
    return {
      gate: createRequestGate(gate),
      clock: createVendorClock(monotonicMs),
      credentials: createCredentialKeeper(now),
      inTurn: pLimit(concurrency),
      largeBody: createLargeBodyTurns(),
    }
  }
  if (!shared) return create()
  const identity = [origin, entriesOf(headers), credentials?.id ?? null]
  return shared(`http ${hash('sha256', JSON.stringify(identity), 'hex')}`, create)
}

const usualHeaders = { accept: 'application/json', 'user-agent': 'data-import' }

/** @throws {ConfigurationError} for what no header may hold. Shows no value, for they are credentials. */
export function readHeaders(
  name: string,
  given: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>> = usualHeaders,
): Headers {
  const headers = new Headers(defaults)
  for (const [key, value] of Object.entries(given)) {
    try {
      headers.set(key, value)
    } catch {
      throw new ConfigurationError(
        `The header ${key} for ${name} holds what no header may: is there a line break in the token?`,
      )
    }
  }
  return headers
}
