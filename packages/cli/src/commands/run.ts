import {
  ConfigurationError,
  createOrchestrator,
  type LockMode,
  type PassResult,
  postgresLock,
  type RunOptions,
} from '@data-import/core'
import { linkAfterPass } from '@data-import/insight'
import { linkRepositories } from '@data-import/model'
import { clientForScripts } from '../database/client-for-scripts.js'
import { executorOf } from '../database/prepare-queue.js'
import {
  busySentence,
  incompleteLines,
  passSentence,
  passTable,
  passTimeline,
  quietLines,
} from '../progress/describe-pass.js'
import { createPassRecord, type PassRecord } from '../progress/pass-record.js'
import { passResultJson } from '../progress/pass-result-json.js'
import { showProgress } from '../progress/show-progress.js'
import { describeProviders } from '../providers/describe-providers.js'
import { dataSourceRows } from '../rows/data-sources.js'
import { prepareSecrets } from '../secrets/prepare-secrets.js'
import { noDataSource } from '../sources/no-data-source.js'
import { createStopSignals } from '../terminal/create-stop-signals.js'
import { type ExitCode, exitCode } from '../terminal/exit-code.js'
import type { CommandScope } from './command-scope.js'
import { defineCommand } from './define-command.js'
import {
  collect,
  createLockModeOption,
  parseInstant,
  parseSeconds,
  parseTimeout,
  scriptTimeoutOf,
  workersOption,
} from './parse-options.js'

interface RunCommandOptions {
  source?: readonly string[]
  resource?: readonly string[]
  force?: true
  from?: Date
  to?: Date
  deadline?: number
  scriptTimeout?: number
  lockMode: LockMode
  workers?: true
  quiet?: true
  json?: true
}

export const addRun = defineCommand<RunCommandOptions>({
  name: 'run',
  description: 'one pass: import what is due',
  options: [
    ['--source <name>', 'only this data source, by name or id (repeatable)', collect],
    ['--resource <resource>', 'only this resource and what it depends on (repeatable)', collect],
    ['--force', 'include data sources that are not due'],
    ['--from <date>', 'backfill from here; moves no watermark', parseInstant],
    ['--to <date>', 'backfill up to here (default: now)', parseInstant],
    ['--deadline <seconds>', 'stop at a checkpoint after this time; the next pass continues', parseSeconds],
    ['--script-timeout <seconds>', 'stop a script that takes longer; the others continue', parseTimeout],
    createLockModeOption(),
    workersOption,
    ['--quiet', 'show only what is not complete, and nothing if all is well'],
  ],
  examples: [
    'data-import run',
    'data-import run --source acme --resource commit --force',
    'data-import run --source acme --from 2026-01-01 --to 2026-02-01',
  ],
  exitCodes: {
    1: 'a run is not COMPLETED, a record was refused, the pass was cut short, or a provider is missing',
    75: 'another pass is running; nothing was done',
  },
  run,
})

async function run(scope: CommandScope, options: RunCommandOptions): Promise<ExitCode> {
  const { terminal, notice } = scope
  const isQuiet = options.quiet === true
  const runOptions = runOptionsOf(options, terminal.now())
  const loaded = await scope.loadProviders()
  return scope.withDatabase(async (database) => {
    const { db, connectionString } = database
    const encryptionKey = await prepareSecrets(scope.keyring, db, describeProviders(loaded))
    const executor = await executorOf(options, scope.location, connectionString)
    const record = createPassRecord()
    const progress = showProgress(terminal.stderr, terminal.now, { isQuiet })
    const stops = createStopSignals(terminal, progress.notice)
    let result: PassResult
    try {
      const orchestrator = createOrchestrator({
        db: await clientForScripts(database, loaded),
        providers: loaded.map(({ provider }) => provider),
        schema: scope.schema,
        afterPass: [linkRepositories, linkAfterPass],
        lock: postgresLock({ connectionString, mode: options.lockMode }),
        ...(encryptionKey ? { secrets: { encryptionKey } } : {}),
        ...scriptTimeoutOf(options),
        ...executor,
        onEvent(event) {
          record.observe(event)
          progress.observe(event)
        },
      })
      result = await orchestrator.run({ ...runOptions, drainSignal: stops.drainSignal, signal: stops.signal })
    } finally {
      progress.end()
      stops.dispose()
    }
    const code = exitCodeOf(result)
    if (options.json) scope.writeJson(passResultJson(result, record))
    else if (
      !isQuiet &&
      result.runs.length === 0 &&
      result.status === 'completed' &&
      (await dataSourceRows(db)).length === 0
    )
      scope.write(noDataSource)
    else if (!isQuiet || code !== exitCode.ok) scope.write(summary(scope, result, record, isQuiet))
    if (result.status === 'busy') notice(busySentence(result))
    return code
  })
}

function runOptionsOf(options: RunCommandOptions, now: Date): RunOptions {
  const { source, resource, force, from, to, deadline } = options
  if (to && !from) throw new ConfigurationError('--to needs --from, the start of the backfill.')
  const window = from && { startDate: from, endDate: to ?? now }
  if (window && window.startDate >= window.endDate) throw new ConfigurationError('--from must be before --to.')
  return {
    ...(source ? { dataSources: source } : {}),
    ...(resource ? { resources: resource } : {}),
    ...(force ? { force } : {}),
    ...(window ? { window } : {}),
    ...(deadline === undefined ? {} : { timeBudgetMs: deadline * 1_000 }),
  }
}

/** The exit code of a pass, for an operator's scheduler. */
export function exitCodeOf({ status, unregistered, runs }: PassResult): ExitCode {
  if (status === 'busy') return exitCode.busy
  // A run that left records out is COMPLETED: the next pass would not read them again either.
  const isWhole = unregistered.length === 0 && runs.every(({ recordsFailed }) => recordsFailed === 0)
  return status === 'completed' && isWhole ? exitCode.ok : exitCode.incomplete
}

function summary(scope: CommandScope, result: PassResult, record: PassRecord, isQuiet: boolean): string {
  if (result.status === 'busy') return ''
  const { colors } = scope
  const lines = incompleteLines(result, record.notComplete())
  const quiet = isQuiet ? [] : quietLines(result, record.notComplete())
  const hasRuns = !isQuiet && result.runs.length > 0
  return [
    hasRuns ? `${passTable(result, record, scope)}\n${passTimeline(result, record, scope)}\n` : '',
    lines.length > 0 ? `${colors.bold('Not complete')}\n${lines.map((line) => `  ${line}\n`).join('')}\n` : '',
    ...quiet.map((line) => `${colors.dim(line)}\n`),
    `${passSentence(result)}\n`,
  ].join('')
}
