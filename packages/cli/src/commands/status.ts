import { cleanText } from '../output/clean-text.js'
import { formatCount, formatInstant } from '../output/format-number.js'
import { formatTable } from '../output/format-table.js'
import { describeLeftOut } from '../progress/describe-left-out.js'
import { describePartition, describeSkipped } from '../progress/describe-partitions.js'
import { paintStatus } from '../progress/describe-pass.js'
import { logsCommand, refusedText } from '../progress/describe-refused.js'
import { describeDeath, statusWord } from '../progress/describe-sign.js'
import { type DataSourceStatus, dataSourceStatus, type ResourceStatus } from '../queries/data-source-status.js'
import { importedRows } from '../queries/rows-of-data-source.js'
import { runSigns } from '../queries/run-signs.js'
import { describePlain } from '../secrets/prepare-secrets.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import type { CommandScope } from './command-scope.js'
import { helpNotes } from './help-notes.js'

const shown = 5

export const addStatus: AddCommand = (parent, terminal, finish) => {
  parent
    .command('status')
    .description('what is complete, what is not, and why')
    .option('--exit-code', 'end with 1 when something enabled is not complete')
    .option('--rows', 'also count the rows that are stored, table by table; takes its time with millions')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({
        examples: ['data-import status', 'data-import status --exit-code', 'data-import status --rows'],
        exitCodes: { 1: 'with --exit-code: something enabled is not complete' },
      }),
    )
    .action(
      action<{ json?: true; exitCode?: true; rows?: true }, []>(terminal, finish, async (scope, options) => {
        const providers = await scope.describeProviders()
        const secretKeys = await scope.keyring.load()
        const sources = await scope.withDatabase(async (database) => {
          const signs = await runSigns(database, scope.schema)
          const found = await dataSourceStatus(database.db, providers, secretKeys, signs)
          if (!options.rows) return found
          return Promise.all(
            found.map(async (source) => ({
              ...source,
              rows: await importedRows(database.db, scope.schema, source.id),
            })),
          )
        })
        const isComplete = sources.every(
          ({ isEnabled, isRegistered, resources }) =>
            !isEnabled || (isRegistered && resources.every((one) => one.isComplete || one.leftOutBy !== null)),
        )
        if (options.json) scope.writeJson({ isComplete, dataSources: sources })
        else if (sources.length === 0) scope.write('There is no data source yet. Add one: data-import sources add\n')
        else scope.write(sources.map((source) => describe(source, scope)).join('\n'))
        return options.exitCode && !isComplete ? exitCode.incomplete : exitCode.ok
      }),
    )
}

function describe(
  source: DataSourceStatus & { rows?: Record<string, number> },
  { colors, width }: CommandScope,
): string {
  const table = formatTable(
    [
      { title: 'resource' },
      { title: 'last run', paint: (text) => paintStatus(colors, text) },
      { title: 'at' },
      { title: 'complete up to' },
      { title: 'saved', align: 'right' },
      { title: 'refused', align: 'right' },
      { title: 'partitions' },
    ],
    source.resources.map(({ resource, lastRun, watermark, refused, partitions, leftOutBy }) => [
      resource,
      leftOutBy ? 'left out' : lastRun ? statusWord(lastRun.status, lastRun) : 'never',
      formatInstant(lastRun?.startedAt),
      formatInstant(watermark),
      lastRun ? formatCount(lastRun.recordsImported) : '-',
      refused ? formatCount(refused.records) : '-',
      describePartitions(partitions),
    ]),
    { width, paintTitle: colors.dim },
  )
  const state = source.isEnabled ? '' : ' disabled'
  const missing = source.isRegistered
    ? ''
    : ` - the provider ${cleanText(source.provider)} is not loaded (--provider PACKAGE)`
  const title = `${colors.bold(cleanText(source.name))} ${colors.dim(cleanText(`${source.provider} ${source.organizationId}${state}`))}`
  const plain = source.plainSecrets.length > 0 ? [describePlain(source.name, source.plainSecrets)] : []
  const reasons = [
    ...source.secretProblems,
    ...plain,
    ...source.resources.flatMap((one) => incompleteLines(source.name, one)),
  ]
  const leftOut = source.resources.flatMap(leftOutLine)
  const skipped = source.resources.flatMap((one) => {
    const line = describeSkipped(one.skipped)
    return line === undefined ? [] : [`${one.resource}: ${line}`]
  })
  const rows = source.rows ? [`stored: ${describeRows(source.rows)}`] : []
  const quiet = [...leftOut, ...skipped, ...rows].map((line) => `  ${colors.dim(cleanText(line))}\n`).join('')
  return `${title}${missing}\n${table}${reasons.map((line) => `  ${colors.yellow(cleanText(line))}\n`).join('')}${quiet}`
}

function describeRows(rows: Record<string, number>): string {
  const parts = Object.entries(rows).map(([table, count]) => `${formatCount(count)} ${table}`)
  return parts.join(', ') || 'nothing'
}

function describePartitions(partitions: ResourceStatus['partitions']): string {
  if (!partitions) return '-'
  const named = Object.entries(partitions).filter(([, count]) => count > 0)
  return named.map(([name, count]) => `${formatCount(count)} ${name}`).join(', ')
}

/** What the source doesn't list any more isn't walked, so its status stays as it was. */
function describeUnlisted(since: Date | null): string {
  return since
    ? ` Not listed since ${formatInstant(since)}, so it isn't tried any more; what was imported of it stays.`
    : ''
}

function leftOutLine({ resource, leftOutBy, watermark }: ResourceStatus): string[] {
  if (leftOutBy === null) return []
  return [`${resource}: ${describeLeftOut(leftOutBy, watermark)}`]
}

function incompleteLines(source: string, status: ResourceStatus): string[] {
  if (status.leftOutBy !== null) return []
  const { resource, lastRun, notComplete, refused, isComplete } = status
  const death = lastRun ? describeDeath(lastRun) : undefined
  const unfinished = death
    ? 'was cut short when its process died'
    : lastRun?.status === 'RUNNING'
      ? 'is being imported'
      : 'was cut short'
  const walked = notComplete.map(
    (one) => `${resource} ${describePartition(one, unfinished)}${describeUnlisted(one.unlistedSince)}`,
  )
  const more = walked.length > shown ? [`${resource}: and ${walked.length - shown} more (--json has all)`] : []
  if (!lastRun) return [`${resource}: never imported`]
  const ended = isComplete || !lastRun.errorMessage ? [] : [`${resource} ${lastRun.status}: ${lastRun.errorMessage}`]
  const run = death ? [`${resource}: ${death}`] : ended
  return [...run, ...(refused ? [refusedLine(source, resource, refused)] : []), ...walked.slice(0, shown), ...more]
}

function refusedLine(source: string, resource: string, refused: NonNullable<ResourceStatus['refused']>): string {
  const { records, lastRunId, from } = refused
  const again = `data-import run --source "${source}" --resource ${resource} --from ${from?.toISOString().slice(0, 10)}`
  return `${resource}: ${refusedText(records)}: ${logsCommand(lastRunId)}${from ? `. To read again: ${again}` : ''}`
}
