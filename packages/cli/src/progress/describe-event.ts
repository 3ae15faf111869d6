import type { PassEvent } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { formatCount, formatDuration } from '../output/format-number.js'
import { refusedText } from './describe-refused.js'

/** An event as a line; undefined for those that come by the thousand and that others sum up. */
export function describeEvent(event: PassEvent): string | undefined {
  const line = textOf(event)
  return line === undefined ? undefined : cleanText(line)
}

function textOf(event: PassEvent): string | undefined {
  switch (event.type) {
    case 'pass-started':
      return `pass of ${event.runs.length} scripts`
    case 'stale-runs-closed':
      return `${event.count} runs of a process that died were closed`
    case 'warned':
      return `WARN ${event.message}`
    case 'lock-lost':
      return `the lock was lost: ${event.reason}`
    case 'run-started':
      return `${event.dataSource}/${event.resource}: started`
    case 'run-finished': {
      const refused = event.recordsFailed > 0 ? `, ${refusedText(event.recordsFailed)}` : ''
      const rows = `${formatCount(event.recordsImported)} rows${refused}, ${formatDuration(event.durationMs)}`
      return `${event.dataSource}/${event.resource}: ${event.status}, ${rows}${event.errorMessage ? ` (${event.errorMessage})` : ''}`
    }
    case 'partition-finished':
      return `${event.dataSource}/${event.resource}: ${event.name} ${event.status}${event.reason ? ` (${event.reason})` : ''}`
    case 'logged':
      if (event.level === 'DEBUG') return undefined
      return `${event.dataSource}/${event.resource}: ${event.level} ${event.recordId ? `[${event.recordId}] ` : ''}${event.message}`
    default:
      return undefined
  }
}
