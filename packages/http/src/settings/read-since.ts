import { ConfigurationError } from '@data-import/core/provider'

/**
 * Reads the start of an import: a day, or an instant with its zone, for anything else means another time on another machine.
 * Null where there is none.
 *
 * @example
 * ```ts
 * import { readSince } from '@data-import/http'
 *
 * readSince('BOARD_SINCE', '2025-01-31')?.toISOString() // 2025-01-31T00:00:00.000Z
 * ```
 *
 * @throws {ConfigurationError} for what is none, and for years before 1970 and after 2099, which no vendor takes.
 */
export function readSince(key: string, setting: string): Date | null {
  if (setting === '') return null
  const day = /^(\d{4}-\d{2}-\d{2})(?:T\S*(?:Z|[+-]\d{2}:\d{2}))?$/.exec(setting)?.[1] ?? ''
  const since = isDay(day) ? new Date(setting) : new Date(Number.NaN)
  if (Number.isNaN(since.getTime()) || since.getUTCFullYear() < 1970 || since.getUTCFullYear() > 2099) {
    throw new ConfigurationError(`${key} is a date such as 2025-01-31, between 1970 and 2099.`)
  }
  return since
}

/** False for the 30th of February, of which the runtime makes a day in March. */
function isDay(day: string): boolean {
  const date = new Date(day)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
