import type { PassEvent } from '../contract/pass-event.js'
import type { LogLevel } from '../runs/insert-log-entries.js'
import type { WriteToLogger } from '../runs/write-to-logger.js'

type Line = [level: LogLevel, fields: Record<string, unknown>, message: string]

/** Logs what is said of the pass as a whole; what its runs say is logged where they run. */
export function logPassEvent(write: WriteToLogger, event: PassEvent): void {
  const line = lineOf(event)
  if (line) write(...line)
}

function lineOf(event: PassEvent): Line | undefined {
  switch (event.type) {
    case 'pass-started':
      return ['INFO', { passId: event.passId, runs: event.runs.length }, 'A pass began.']
    case 'pass-finished': {
      const { passId, status, durationMs, reason, runs } = event.result
      const fields = { passId, status, durationMs, runs: runs.length, ...(reason === undefined ? {} : { reason }) }
      return [status === 'completed' ? 'INFO' : 'WARN', fields, `The pass is ${status}.`]
    }
    case 'warned':
      return ['WARN', {}, event.message]
    case 'stale-runs-closed':
      return ['WARN', { runs: event.count }, 'Runs that a dead process had left were ended.']
    case 'history-deleted':
      return ['INFO', { runs: event.runs, logs: event.logs }, 'Old runs and log entries were deleted.']
    case 'lock-lost':
      return ['ERROR', { reason: event.reason }, 'The lock is gone, and the pass ends.']
    default:
      return undefined
  }
}
