import type { PassEvent } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { formatCount, formatDuration } from '../output/format-number.js'
import { logsCommand, refusedText } from './describe-refused.js'

/** Warnings and errors of one run that are shown; its log has all of them. */
const shownEntries = 5

/**
 * Describes events as lines, undefined for those that the summary tells: what is not well, and, unless only that is
 * wanted, one line for each run that has ended.
 */
export function createEventLines({ isQuiet = false } = {}): (event: PassEvent) => string | undefined {
  const entries = new Map<string, number>()
  const said = new Set<string>()
  return (event) => {
    if (event.type === 'run-finished') {
      // The run that it waits for has a line, and a reason that was logged has one too.
      if (isQuiet || event.blockedBy) return undefined
      const { errorMessage = '', ...run } = event
      return cleanText(textOf(said.has(event.runId + errorMessage) ? run : event) ?? '')
    }
    if (event.type === 'logged') {
      const count = (entries.get(event.runId) ?? 0) + 1
      if (event.level !== 'WARN' && event.level !== 'ERROR') return undefined
      entries.set(event.runId, count)
      said.add(event.runId + event.message)
      if (count > shownEntries + 1) return undefined
      if (count > shownEntries) return `${labelOf(event)}: more in its log: ${logsCommand(event.runId)}`
    }
    const line = textOf(event)
    return line === undefined ? undefined : cleanText(line)
  }
}

function textOf(event: PassEvent): string | undefined {
  switch (event.type) {
    case 'stale-runs-closed':
      return `${event.count} runs of a process that died were closed`
    case 'warned':
      return `WARN ${event.message}`
    case 'lock-lost':
      return `the lock was lost: ${event.reason}`
    case 'run-finished': {
      const refused = event.recordsFailed > 0 ? `, ${refusedText(event.recordsFailed)}` : ''
      const unit = event.recordsImported === 1 ? 'row' : 'rows'
      const rows = `${formatCount(event.recordsImported)} ${unit}${refused}, ${formatDuration(event.durationMs)}`
      return `${labelOf(event)}: ${event.status}, ${rows}${event.errorMessage ? ` (${event.errorMessage})` : ''}`
    }
    case 'logged':
      return `${labelOf(event)}: ${event.level} ${event.recordId ? `[${event.recordId}] ` : ''}${event.message}`
    default:
      return undefined
  }
}

const labelOf = ({ dataSource, resource }: { dataSource: string; resource: string }) => `${dataSource}/${resource}`
