import type { PassResult, RunOutcome } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { drawTimeline } from '../output/draw-timeline.js'
import { formatCount, formatDuration, formatInstant } from '../output/format-number.js'
import { groupBy } from '../output/group-by.js'
import { sortPartitions } from '../queries/sort-partitions.js'
import type { Look } from '../terminal/screen.js'
import { describeLeftOut } from './describe-left-out.js'
import { describeCauses, describeSkipped, listNames } from './describe-partitions.js'
import { logsCommand, refusedText } from './describe-refused.js'
import { paintStatus } from './paint-status.js'
import type { NotCompletePartition, PassRecord } from './pass-record.js'

const shown = 10

/** The runs of a pass as a table. */
export function passTable({ runs }: PassResult, record: PassRecord, { colors, table }: Look): string {
  return table(
    [
      ...['source', 'resource'].map((title) => ({ title })),
      { title: 'status', paint: (text) => paintStatus(colors, text) },
      ...['saved', 'unchanged', 'failed', 'duration'].map((title) => ({ title, align: 'right' as const })),
    ],
    runs.map((run) => {
      const unchanged = record.unchanged(run.runId)
      return [
        ...[run.dataSource, run.resource, run.status, formatCount(run.recordsImported)],
        ...[unchanged === undefined ? '-' : formatCount(unchanged), formatCount(run.recordsFailed)],
        formatDuration(run.durationMs),
      ]
    }),
  )
}

/** What is not complete after a pass and why, each cause once. */
export function incompleteLines(result: PassResult, partitions: readonly NotCompletePartition[]): string[] {
  const { notComplete } = sortPartitions(partitions.map((one) => ({ ...one, label: labelOf(one) })))
  const unregistered = result.unregistered.map(
    ({ dataSource, provider }) =>
      `${dataSource}: the provider ${provider} is not loaded (--provider PACKAGE, or data-sources/)`,
  )
  const refused = result.runs.flatMap((run) =>
    run.recordsFailed > 0 ? [`${labelOf(run)}: ${refusedText(run.recordsFailed)}: ${logsCommand(run.runId)}`] : [],
  )
  const walked = describeCauses(notComplete, 'was not finished')
  const more = walked.length > shown ? [`and ${walked.length - shown} more causes: data-import status`] : []
  const lines = [
    ...unregistered,
    ...runCauses(result.runs, notComplete),
    ...refused,
    ...walked.slice(0, shown),
    ...more,
  ]
  return lines.map(cleanText)
}

/** Why runs are not complete, without those whose partitions say it, and those that only waited for another. */
function runCauses(
  runs: readonly RunOutcome[],
  partitions: readonly (NotCompletePartition & { label: string })[],
): string[] {
  const isSaid = (run: RunOutcome) =>
    partitions.some(({ label, reason }) => label === labelOf(run) && reason && run.errorMessage?.includes(reason))
  const causes = runs.filter((run) => run.status !== 'COMPLETED' && run.errorMessage && !run.blockedBy && !isSaid(run))
  const groups = groupBy(causes, ({ dataSource, status, errorMessage }) => `${dataSource} ${status} ${errorMessage}`)
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { dataSource, status, errorMessage } = first
    const names = listNames(group.map(({ resource }) => resource))
    return group.length === 1
      ? [`${labelOf(first)} ${status}: ${errorMessage}`]
      : [`${dataSource}: ${group.length} resources ${status}: ${errorMessage} (${names})`]
  })
  const blocked = groupBy(
    runs.flatMap(({ resource, blockedBy }) => (blockedBy ? [{ resource, cause: labelOf(blockedBy) }] : [])),
    ({ cause }) => cause,
  )
  const waiting = [...blocked].map(([cause, group]) => {
    const names = listNames(group.map(({ resource }) => resource))
    return group.length === 1
      ? `1 resource was not run, because it needs ${cause}: ${names}`
      : `${group.length} resources were not run, because they need ${cause}: ${names}`
  })
  return [...lines, ...waiting]
}

/** What needs no action: partitions in which nothing is there, resources that are left out, data sources that are not due. */
export function quietLines({ leftOut, notDue }: PassResult, partitions: readonly NotCompletePartition[]): string[] {
  const perResource = [...groupBy(sortPartitions(partitions).skipped, labelOf)]
  // Resources of one repository have nothing there for one reason.
  const skipped = groupBy(
    perResource.map(([label, group]) => ({ label, text: describeSkipped(group) ?? '' })),
    ({ text }) => text,
  )
  return [
    ...leftOut.map((one) => `${labelOf(one)}: ${describeLeftOut(one.by, one.importedUpTo)}`),
    ...[...skipped].map(([text, labels]) => `${labels.map(({ label }) => label).join(', ')}: ${text}`),
    ...notDue.map(
      ({ dataSource, dueAt }) => `${dataSource}: not due until ${formatInstant(dueAt)} (--force runs it now)`,
    ),
  ].map(cleanText)
}

function labelOf({ dataSource, resource }: Pick<RunOutcome, 'dataSource' | 'resource'>): string {
  return `${dataSource}/${resource}`
}

/** Says who holds the lock of a busy pass, and since when, as far as it is known. */
export function busySentence({ holder, since }: PassResult): string {
  const by = holder ? ` (process ${cleanText(holder)}${since ? `, since ${formatInstant(since)}` : ''})` : ''
  return `Another pass is running${by}; nothing was done. To see its locks: data-import locks`
}

/** Says how a pass ended, and whether all that it had to do is complete. */
export function passSentence(result: PassResult): string {
  const { status, durationMs, reason, unregistered, runs } = result
  if (status === 'busy') return busySentence(result)
  // The pass is completed, but without the data sources whose provider is missing.
  const isLacking = status === 'completed' && unregistered.length > 0
  const refused = refusedText(runs.reduce((sum, { recordsFailed }) => sum + recordsFailed, 0))
  const ending = `Pass ${isLacking ? 'ended' : status} in ${formatDuration(durationMs)}${isLacking ? ', not complete' : ''}`
  return `${ending}${refused ? `, but ${refused}` : ''}${reason ? `: ${cleanText(reason)}` : ''}.`
}

/** Shows which script ran when. */
export function passTimeline({ runs }: PassResult, record: PassRecord, { colors, width }: Look): string {
  const timed = runs.flatMap((run) => {
    const at = record.startedAt(run.runId)?.getTime()
    return at === undefined ? [] : [{ run, at }]
  })
  const zero = Math.min(...timed.map(({ at }) => at))
  const bars = timed
    .sort((a, b) => a.at - b.at)
    .map(({ run, at }) => ({
      label: labelOf(run),
      startMs: at - zero,
      endMs: at - zero + run.durationMs,
      paint: (text: string) => paintStatus(colors, run.status, text),
    }))
  return drawTimeline(bars, { width: Math.min(width, 100) })
}
