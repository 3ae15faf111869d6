import { cleanText } from '../output/clean-text.js'
import { formatCount, formatInstant } from '../output/format-number.js'
import type { DataSourceStatus, ResourceStatus } from '../queries/data-source-status.js'
import { describeRows } from '../queries/rows-of-data-source.js'
import { describePlain } from '../secrets/prepare-secrets.js'
import type { Look } from '../terminal/screen.js'
import { describeLeftOut } from './describe-left-out.js'
import { describeCauses, describeSkipped } from './describe-partitions.js'
import { logsCommand, refusedText } from './describe-refused.js'
import { describeDeath, statusWord } from './describe-sign.js'
import { describeWebhooks } from './describe-webhooks.js'
import { paintStatus } from './paint-status.js'

const shown = 5

/** Describes how far one data source is imported: a table of its resources, and why what is not complete isn't. */
export function describeStatus(source: DataSourceStatus & { rows?: Record<string, number> }, look: Look): string {
  const { colors } = look
  const { name, provider, organizationId, isEnabled, isRegistered, plainSecrets, resources } = source
  const label = cleanText(`${provider} ${organizationId}${isEnabled ? '' : ' disabled'}`)
  const missing = isRegistered ? '' : ` - the provider ${cleanText(provider)} is not loaded (--provider PACKAGE)`
  const reasons = [
    ...source.secretProblems,
    ...(plainSecrets.length > 0 ? [describePlain(name, plainSecrets)] : []),
    ...resources.flatMap((one) => incompleteLines(name, one)),
    ...(source.webhooks?.isSilent ? [describeWebhooks(source.webhooks)] : []),
  ]
  const quiet = [
    ...resources.flatMap((one) =>
      one.leftOutBy ? [`${one.resource}: ${describeLeftOut(one.leftOutBy, one.watermark)}`] : [],
    ),
    ...resources.flatMap(({ resource, lastRun }) =>
      lastRun?.worker ? [`${resource}: runs on ${lastRun.worker} since ${formatInstant(lastRun.startedAt)}`] : [],
    ),
    ...resources.flatMap((one) => {
      const line = describeSkipped(one.skipped)
      return line === undefined ? [] : [`${one.resource}: ${line}`]
    }),
    ...(source.webhooks?.isSilent === false ? [describeWebhooks(source.webhooks)] : []),
    ...(source.rows ? [`stored: ${describeRows(source.rows) || 'nothing'}`] : []),
  ]
  const lines = (texts: string[], paint: (text: string) => string) =>
    texts.map((line) => `  ${paint(cleanText(line))}\n`).join('')
  const title = `${colors.bold(cleanText(name))} ${colors.dim(label)}${missing}\n`
  return `${title}${resourceTable(resources, look)}${lines(reasons, colors.yellow)}${lines(quiet, colors.dim)}`
}

function resourceTable(resources: readonly ResourceStatus[], { colors, table }: Look): string {
  return table(
    [
      { title: 'resource' },
      { title: 'last run', paint: (text) => paintStatus(colors, text) },
      ...['at', 'complete up to'].map((title) => ({ title })),
      ...['saved', 'refused'].map((title) => ({ title, align: 'right' as const })),
      { title: 'partitions' },
    ],
    resources.map(({ resource, lastRun, watermark, refused, partitions, leftOutBy }) => [
      resource,
      leftOutBy ? 'left out' : lastRun ? statusWord(lastRun.status, lastRun) : 'never',
      formatInstant(lastRun?.startedAt),
      formatInstant(watermark),
      lastRun ? formatCount(lastRun.recordsImported) : '-',
      refused ? formatCount(refused.records) : '-',
      describePartitions(partitions),
    ]),
  )
}

function describePartitions(partitions: ResourceStatus['partitions']): string {
  if (!partitions) return '-'
  const words: Readonly<Record<string, string>> = { skipped: 'with nothing there' }
  return Object.entries(partitions)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${formatCount(count)} ${words[name] ?? name}`)
    .join(', ')
}

/** A partition that the source no longer lists isn't walked, so its status stays as it was. */
function describeUnlisted(since: Date | null): string {
  return since
    ? ` Not listed since ${formatInstant(since)}, so it is no longer tried; what was imported of it stays.`
    : ''
}

function incompleteLines(source: string, status: ResourceStatus): string[] {
  const { resource, lastRun, notComplete, refused, isComplete, leftOutBy } = status
  if (leftOutBy !== null) return []
  if (!lastRun) return [`${resource}: never imported`]
  const death = describeDeath(lastRun)
  const unfinished = death
    ? 'was cut short when its process died'
    : lastRun.status === 'RUNNING'
      ? 'is being imported'
      : 'was not finished'
  const causes = notComplete.map((one) => ({
    ...one,
    label: resource,
    reason: one.unlistedSince ? `${one.reason ?? unfinished}${describeUnlisted(one.unlistedSince)}` : one.reason,
  }))
  const walked = describeCauses(causes, unfinished)
  const more = walked.length > shown ? [`${resource}: and ${walked.length - shown} more causes (--json has all)`] : []
  const { errorMessage } = lastRun
  const isSaid = notComplete.some(({ reason }) => reason && errorMessage?.includes(reason))
  const ended = isComplete || !errorMessage || isSaid ? [] : [`${resource} ${lastRun.status}: ${errorMessage}`]
  const run = death ? [`${resource}: ${death}`] : ended
  return [...run, ...(refused ? [refusedLine(source, resource, refused)] : []), ...walked.slice(0, shown), ...more]
}

function refusedLine(source: string, resource: string, refused: NonNullable<ResourceStatus['refused']>): string {
  const { records, lastRunId, from } = refused
  const again = `data-import run --source "${source}" --resource ${resource} --from ${from?.toISOString().slice(0, 10)}`
  return `${resource}: ${refusedText(records)}: ${logsCommand(lastRunId)}${from ? `. To read again: ${again}` : ''}`
}
