import type { ImportLogger } from '../contract/logger.js'
import type { LogLevel } from './insert-log-entries.js'

/** Writes to the host's logger; without one, nowhere. Never throws: a logger must not decide over an import. */
export type WriteToLogger = (level: LogLevel, fields: Readonly<Record<string, unknown>>, message: string) => void

export function createLoggerWriter(logger: ImportLogger | undefined): WriteToLogger {
  if (!logger) return () => undefined
  return (level, fields, message) => {
    try {
      const written: unknown = logger[level.toLowerCase() as Lowercase<LogLevel>](fields, message)
      Promise.resolve(written).catch(() => undefined)
    } catch {
      // What can't be logged is in ImportLog.
    }
  }
}
