import { ConfigurationError } from '@data-import/core/provider'

/**
 * Reads a number of minutes, fractions too; the default where there is none. In milliseconds.
 *
 * @example
 * ```ts
 * import { readMinutes } from '@data-import/http'
 *
 * readMinutes('BOARD_MAXIMUM_WAIT_MINUTES', '', 15) // 900000
 * ```
 *
 * @throws {ConfigurationError} for what is no number from 0.
 */
export function readMinutes(key: string, setting: string, defaultMinutes: number): number {
  const minutes = setting === '' ? defaultMinutes : Number(setting)
  if (!Number.isFinite(minutes) || minutes < 0) throw new ConfigurationError(`${key} is a number of minutes from 0.`)
  return minutes * 60_000
}
