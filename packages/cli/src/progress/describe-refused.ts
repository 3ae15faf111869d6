import type { RunOutcome } from '@data-import/core'
import { formatCount } from '../output/format-number.js'

/** How many records a database refused, in words. */
export function refusedText(count: number): string {
  return count === 1 ? '1 record was refused' : `${formatCount(count)} records were refused`
}

/** How many records of a run were refused and where each is told of; undefined where none was. */
export function refusedRun({ runId, recordsFailed }: Pick<RunOutcome, 'runId' | 'recordsFailed'>): string | undefined {
  return recordsFailed > 0 ? `${refusedText(recordsFailed)}: ${logsCommand(runId)}` : undefined
}

/** The command that shows a run's log. */
export function logsCommand(runId: string): string {
  return `data-import logs ${runId.slice(0, 8)}`
}
