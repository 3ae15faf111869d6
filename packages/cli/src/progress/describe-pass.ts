import type { PassResult, RunStatus } from '@data-import/core'
import type { CommandScope } from '../commands/command-scope.js'
import { cleanText } from '../output/clean-text.js'
import { drawTimeline } from '../output/draw-timeline.js'
import { formatCount, formatDuration, formatInstant } from '../output/format-number.js'
import { formatTable } from '../output/format-table.js'
import type { NotCompletePartition, PassRecord } from './pass-record.js'

type Look = Pick<CommandScope, 'colors' | 'width'>

/** Colours a status by how well things are. */
export function paintStatus(colors: Look['colors'], status: string): string {
  const [word = ''] = status.trim().split(' ')
  if (['COMPLETED', 'COMPLETE', 'ok'].includes(word)) return colors.green(status)
  if (['FAILED', 'error'].includes(word)) return colors.red(status)
  return colors.yellow(status)
}

/** The runs of a pass as a table. */
export function passTable({ runs }: PassResult, { colors, width }: Look): string {
  return formatTable(
    [
      { title: 'source' },
      { title: 'resource' },
      { title: 'status', paint: (text) => paintStatus(colors, text) },
      { title: 'rows', align: 'right' },
      { title: 'failed', align: 'right' },
      { title: 'duration', align: 'right' },
      { title: 'reason' },
    ],
    runs.map((run) => [
      run.dataSource,
      run.resource,
      run.status,
      formatCount(run.recordsImported),
      formatCount(run.recordsFailed),
      formatDuration(run.durationMs),
      run.errorMessage ?? '',
    ]),
    { width, paintTitle: colors.dim },
  )
}

const shown = 10

/** What is not complete after a pass and why, one line each. */
export function incompleteLines(result: PassResult, partitions: readonly NotCompletePartition[]): string[] {
  const runs = result.runs
    .filter(({ status, errorMessage }) => status !== 'COMPLETED' && errorMessage)
    .map((run) => `${run.dataSource}/${run.resource} ${run.status}: ${run.errorMessage}`)
  const walked = partitions.map(
    (one) => `${one.dataSource}/${one.resource} ${one.name} ${one.status}${one.reason ? `: ${one.reason}` : ''}`,
  )
  const more = walked.length > shown ? [`and ${walked.length - shown} more partitions: data-import status`] : []
  const unregistered = result.unregistered.map(
    ({ dataSource, provider }) =>
      `${dataSource}: the provider ${provider} is not loaded (--provider PACKAGE, or data-sources/)`,
  )
  const notDue = result.notDue.map(({ dataSource, dueAt }) => `${dataSource}: due at ${formatInstant(dueAt)} (--force)`)
  return [...unregistered, ...runs, ...walked.slice(0, shown), ...more, ...notDue].map(cleanText)
}

const paintOf = (colors: Look['colors'], status: RunStatus) => (text: string) =>
  status === 'COMPLETED' ? colors.green(text) : status === 'FAILED' ? colors.red(text) : colors.yellow(text)

/** Which script ran when. */
export function passTimeline({ runs }: PassResult, record: PassRecord, { colors, width }: Look): string {
  const timed = runs.flatMap((run) => {
    const at = record.startedAt(run.runId)?.getTime()
    return at === undefined ? [] : [{ run, at }]
  })
  const zero = Math.min(...timed.map(({ at }) => at))
  const bars = timed
    .sort((a, b) => a.at - b.at)
    .map(({ run, at }) => ({
      label: `${run.dataSource}/${run.resource}`,
      startMs: at - zero,
      endMs: at - zero + run.durationMs,
      paint: paintOf(colors, run.status),
    }))
  return drawTimeline(bars, { width: Math.min(width, 100) })
}
