import { cleanText } from '../output/clean-text.js'
import { formatCount, formatInstant } from '../output/format-number.js'
import { formatTable } from '../output/format-table.js'
import { paintStatus } from '../progress/describe-pass.js'
import { logsCommand, refusedText } from '../progress/describe-refused.js'
import { type DataSourceStatus, dataSourceStatus, type ResourceStatus } from '../queries/data-source-status.js'
import { describePlain } from '../secrets/prepare-secrets.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action, type CommandScope } from './command-scope.js'
import { helpNotes } from './help-notes.js'

const shown = 5

export const addStatus: AddCommand = (parent, terminal, finish) => {
  parent
    .command('status')
    .description('what is complete, what is not, and why')
    .option('--exit-code', 'end with 1 when something enabled is not complete')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({
        examples: ['data-import status', 'data-import status --exit-code'],
        exitCodes: { 1: 'with --exit-code: something enabled is not complete' },
      }),
    )
    .action(
      action<{ json?: true; exitCode?: true }, []>(terminal, finish, async (scope, options) => {
        const providers = await scope.describeProviders()
        const secretKeys = await scope.loadSecretKeys()
        const sources = await scope.withDatabase(({ db }) => dataSourceStatus(db, providers, secretKeys))
        const isComplete = sources.every(
          ({ isEnabled, isRegistered, resources }) =>
            !isEnabled || (isRegistered && resources.every((resource) => resource.isComplete)),
        )
        if (options.json) scope.writeJson({ isComplete, dataSources: sources })
        else if (sources.length === 0) scope.write('There is no data source yet. Add one: data-import sources add\n')
        else scope.write(sources.map((source) => describe(source, scope)).join('\n'))
        return options.exitCode && !isComplete ? exitCode.incomplete : exitCode.ok
      }),
    )
}

function describe(source: DataSourceStatus, { colors, width }: CommandScope): string {
  const table = formatTable(
    [
      { title: 'resource' },
      { title: 'last run', paint: (text) => paintStatus(colors, text) },
      { title: 'at' },
      { title: 'complete up to' },
      { title: 'rows', align: 'right' },
      { title: 'refused', align: 'right' },
      { title: 'partitions' },
    ],
    source.resources.map(({ resource, lastRun, watermark, refused, partitions }) => [
      resource,
      lastRun?.status ?? 'never',
      formatInstant(lastRun?.startedAt),
      formatInstant(watermark),
      lastRun ? formatCount(lastRun.recordsImported) : '-',
      refused ? formatCount(refused.records) : '-',
      describePartitions(partitions),
    ]),
    { width, paintTitle: colors.dim },
  )
  const state = source.isEnabled ? '' : ' disabled'
  const missing = source.isRegistered ? '' : ` - the provider ${source.provider} is not loaded (--provider PACKAGE)`
  const title = `${colors.bold(cleanText(source.name))} ${colors.dim(cleanText(`${source.provider} ${source.organizationId}${state}`))}`
  const plain = source.plainSecrets.length > 0 ? [describePlain(source.name, source.plainSecrets)] : []
  const reasons = [
    ...source.secretProblems,
    ...plain,
    ...source.resources.flatMap((one) => incompleteLines(source.name, one)),
  ]
  return `${title}${missing}\n${table}${reasons.map((line) => `  ${colors.yellow(cleanText(line))}\n`).join('')}`
}

function describePartitions(partitions: ResourceStatus['partitions']): string {
  if (!partitions) return '-'
  const named = Object.entries(partitions).filter(([, count]) => count > 0)
  return named.map(([name, count]) => `${formatCount(count)} ${name}`).join(', ')
}

function incompleteLines(source: string, status: ResourceStatus): string[] {
  const { resource, lastRun, notComplete, refused, isComplete } = status
  const walked = notComplete.map(
    ({ key, name, status, reason, unlistedSince }) =>
      `${resource} ${name ?? key} ${status}: ${reason ?? 'no reason given'}${unlistedSince ? ` Not listed since ${formatInstant(unlistedSince)}, so it isn't tried any more; what was imported of it stays.` : ''}`,
  )
  const more = walked.length > shown ? [`${resource}: and ${walked.length - shown} more (--json has all)`] : []
  if (!lastRun) return [`${resource}: never imported`]
  const run = isComplete || !lastRun.errorMessage ? [] : [`${resource} ${lastRun.status}: ${lastRun.errorMessage}`]
  return [...run, ...(refused ? [refusedLine(source, resource, refused)] : []), ...walked.slice(0, shown), ...more]
}

function refusedLine(source: string, resource: string, refused: NonNullable<ResourceStatus['refused']>): string {
  const { records, lastRunId, from } = refused
  const again = `data-import run --source "${source}" --resource ${resource} --from ${from?.toISOString().slice(0, 10)}`
  return `${resource}: ${refusedText(records)}: ${logsCommand(lastRunId)}${from ? `. To read again: ${again}` : ''}`
}
