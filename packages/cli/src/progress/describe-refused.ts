import { formatCount } from '../output/format-number.js'

/** How many records a database refused, in words; empty for none. */
export function refusedText(count: number): string {
  if (count === 0) return ''
  return count === 1 ? '1 record was refused' : `${formatCount(count)} records were refused`
}

/** The command that shows a run's log. */
export function logsCommand(runId: string): string {
  return `data-import logs ${runId.slice(0, 8)}`
}
