import { ConfigurationError, ImportError, TransientError } from './import-error.js'
import { databaseMessage, sqlState } from './sql-state.js'

/** Turns a failure of Postgres or its client into an error that says what to do. */
export function databaseError(error: unknown, doing: string): unknown {
  if (ImportError.isInstance(error)) return error
  const state = sqlState(error)
  const options = { cause: error }
  if (state === '42P01' || state === '3F000' || state === '42703') {
    return new ConfigurationError(
      `The database lacks tables or columns of this version (${doing}). Apply the migrations, with the CLI: data-import migrate.`,
      options,
    )
  }
  if (state === '28P01' || state === '28000') {
    return new ConfigurationError(`The database refused the user or password (${doing}).`, options)
  }
  if (state === '3D000')
    return new ConfigurationError(`The database of the connection string does not exist (${doing}).`, options)
  if (state === '42501') return new ConfigurationError(`The database user lacks a privilege (${doing}).`, options)
  if (state === '42P10') {
    return new ConfigurationError(
      `A table that is written lacks its unique constraint (${doing}): add @@unique([dataSourceId, externalId]) to its model and migrate.`,
      options,
    )
  }
  if (state === '42704' || state === '22P02') {
    return new ConfigurationError(
      `The database has no such type or enum value (${doing}): ${databaseMessage(error)}. Bring its schema to this version.`,
      options,
    )
  }
  if (state === '55P03') {
    return new TransientError(
      `A transaction of an earlier pass is still open (${doing}): the next pass tries again.`,
      options,
    )
  }
  if (state === '25P03') {
    return new TransientError(
      `The database ended a transaction that stood idle, because this process was held up (${doing}): run again.`,
      options,
    )
  }
  if (state === '53100')
    return new TransientError(`The database's disk is full (${doing}): free space, then run again.`, options)
  if (state === '53300')
    return new TransientError(`The database has no connection left (${doing}): run again, or raise its limit.`, options)
  if (state?.startsWith('08') || state?.startsWith('57P') || isConnectionFailure(error)) {
    return new TransientError(
      `The database can't be reached (${doing}). Is it running, and is the address right?`,
      options,
    )
  }
  return error
}

/** The connection broke, or none was made. */
export function isConnectionFailure(error: unknown): boolean {
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
