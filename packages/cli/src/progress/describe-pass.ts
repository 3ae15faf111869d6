import type { PassResult, RunStatus } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { drawTimeline } from '../output/draw-timeline.js'
import { formatCount, formatDuration, formatInstant } from '../output/format-number.js'
import { formatTable } from '../output/format-table.js'
import { sortPartitions } from '../queries/sort-partitions.js'
import type { Look } from '../terminal/screen.js'
import { describeLeftOut } from './describe-left-out.js'
import { describePartition, describeSkipped } from './describe-partitions.js'
import { refusedRun, refusedText } from './describe-refused.js'
import type { NotCompletePartition, PassRecord } from './pass-record.js'

/** Colours a status by how well things are. */
export function paintStatus(colors: Look['colors'], status: string): string {
  const [word = ''] = status.trim().split(' ')
  if (['COMPLETED', 'COMPLETE', 'ok'].includes(word)) return colors.green(status)
  if (['FAILED', 'UNAVAILABLE', 'died', 'error'].includes(word)) return colors.red(status)
  return colors.yellow(status)
}

/** The runs of a pass as a table. */
export function passTable({ runs }: PassResult, record: PassRecord, { colors, width }: Look): string {
  return formatTable(
    [
      { title: 'source' },
      { title: 'resource' },
      { title: 'status', paint: (text) => paintStatus(colors, text) },
      { title: 'saved', align: 'right' },
      { title: 'unchanged', align: 'right' },
      { title: 'failed', align: 'right' },
      { title: 'duration', align: 'right' },
      { title: 'reason' },
    ],
    runs.map((run) => [
      run.dataSource,
      run.resource,
      run.status,
      formatCount(run.recordsImported),
      formatUnchanged(record.unchanged(run.runId)),
      formatCount(run.recordsFailed),
      formatDuration(run.durationMs),
      run.errorMessage ?? (run.recordsFailed > 0 ? refusedText(run.recordsFailed) : ''),
    ]),
    { width, paintTitle: colors.dim },
  )
}

const formatUnchanged = (count: number | undefined) => (count === undefined ? '-' : formatCount(count))

const shown = 10

/** What is not complete after a pass and why, one line each. */
export function incompleteLines(result: PassResult, partitions: readonly NotCompletePartition[]): string[] {
  const runs = result.runs
    .filter(({ status, errorMessage }) => status !== 'COMPLETED' && errorMessage)
    .map((run) => `${run.dataSource}/${run.resource} ${run.status}: ${run.errorMessage}`)
  const refused = result.runs.flatMap((run) => {
    const text = refusedRun(run)
    return text === undefined ? [] : [`${run.dataSource}/${run.resource}: ${text}`]
  })
  const { notComplete } = sortPartitions(partitions)
  const walked = notComplete.map(
    (one) => `${one.dataSource}/${one.resource} ${describePartition(one, 'was cut short')}`,
  )
  const more = walked.length > shown ? [`and ${walked.length - shown} more partitions: data-import status`] : []
  const unregistered = result.unregistered.map(
    ({ dataSource, provider }) =>
      `${dataSource}: the provider ${provider} is not loaded (--provider PACKAGE, or data-sources/)`,
  )
  const notDue = result.notDue.map(({ dataSource, dueAt }) => `${dataSource}: due at ${formatInstant(dueAt)} (--force)`)
  return [...unregistered, ...runs, ...refused, ...walked.slice(0, shown), ...more, ...notDue].map(cleanText)
}

/** Partitions in which nothing is there, one line for each resource: nothing to see to. */
export function skippedLines(partitions: readonly NotCompletePartition[]): string[] {
  const { skipped } = sortPartitions(partitions)
  const labelOf = ({ dataSource, resource }: NotCompletePartition) => `${dataSource}/${resource}`
  const labels = [...new Set(skipped.map(labelOf))]
  return labels.map((label) =>
    cleanText(`${label}: ${describeSkipped(skipped.filter((one) => labelOf(one) === label))}`),
  )
}

/** Resources that the operator has left out, one line for each: nothing to see to. */
export function leftOutLines({ leftOut }: PassResult): string[] {
  return leftOut.map(({ dataSource, resource, by, importedUpTo }) =>
    cleanText(`${dataSource}/${resource}: ${describeLeftOut(by, importedUpTo)}`),
  )
}

/** Who holds the lock that a pass found taken, and since when, as far as it is known. */
export function busySentence({ holder, since }: PassResult): string {
  const by = holder ? ` (process ${cleanText(holder)}${since ? `, since ${formatInstant(since)}` : ''})` : ''
  return `Another pass is running${by}; nothing was done. To see its locks: data-import locks`
}

/** How a pass ended, and whether what it had to do is complete. */
export function passSentence(result: PassResult): string {
  const { status, durationMs, reason, unregistered, runs } = result
  if (status === 'busy') return busySentence(result)
  // It is completed in what could be run.
  const isLacking = status === 'completed' && unregistered.length > 0
  const refused = runs.reduce((sum, { recordsFailed }) => sum + recordsFailed, 0)
  const ending = `Pass ${isLacking ? 'ended' : status} in ${formatDuration(durationMs)}${isLacking ? ', not complete' : ''}`
  return `${ending}${refused > 0 ? `, but ${refusedText(refused)}` : ''}${reason ? `: ${cleanText(reason)}` : ''}.`
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
