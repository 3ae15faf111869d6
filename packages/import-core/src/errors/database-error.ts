import { ConfigurationError, ImportError, TransientError } from './import-error.js'
import { poolerAdvice } from './pooler-advice.js'
import { prismaAdvice } from './prisma-advice.js'
import { databaseMessage, sqlState } from './sql-state.js'
import { type Advice, adviceFor } from './state-advice.js'

const unreached: Advice = {
  recovery: 'retry',
  what: "The database can't be reached",
  todo: 'Is it running, and is the address right?',
}

/**
 * Turns a failure of Postgres, of `pg` or of a Prisma client into an error that says what failed, why, and what to do. What is none of these
 * is given back as it is.
 *
 * @param doing what was being done, for people: `'saving rows'`
 * @returns a `ConfigurationError` or a `TransientError`, with the failure as its cause.
 */
export function databaseError(error: unknown, doing: string): unknown {
  if (ImportError.isInstance(error)) return error
  const found = findAdvice(error)
  if (!found) return error
  const { recovery, what, todo, isMessageTold } = found
  const said = isMessageTold ? `: ${databaseMessage(error).replace(/[.\s]+$/, '')}` : ''
  const message = `${what} (${doing})${said}. ${todo}`
  return recovery === 'configure'
    ? new ConfigurationError(message, { cause: error })
    : new TransientError(message, { cause: error })
}

function findAdvice(error: unknown): Advice | undefined {
  const state = sqlState(error)
  const ofPooler = state === undefined ? undefined : poolerAdvice(databaseMessage(error))
  if (ofPooler) return ofPooler
  if (state !== undefined) return adviceFor(state)
  return isConnectionFailure(error) ? unreached : prismaAdvice(error)
}

/** The connection broke, or none was made. */
export function isConnectionFailure(error: unknown): boolean {
  if (/^(08|57P)/.test(sqlState(error) ?? '')) return true
  const text = describe(error)
  return /ECONNREFUSED|ECONNRESET|Can't reach database server|Server has closed the connection|ENOTFOUND|ETIMEDOUT|EPIPE|timeout expired|Query read timeout|Connection terminated|P1001|P1017|DatabaseNotReachable|ConnectionClosed|not queryable|Client was closed/.test(
    text,
  )
}

function describe(error: unknown, depth = 0): string {
  if (typeof error !== 'object' || error === null || depth > 4) return ''
  const { code, message, cause, meta, errors } = error as Record<string, unknown>
  const nested = [cause, meta, ...(Array.isArray(errors) ? errors : [])].filter((one) => typeof one === 'object')
  return [code, message, ...nested.map((one) => describe(one, depth + 1))]
    .filter((part) => typeof part === 'string')
    .join(' ')
}
