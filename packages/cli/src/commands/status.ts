import { setTimeout } from 'node:timers/promises'
import { ConfigurationError } from '@data-import/core'
import { describeStatus } from '../progress/describe-status.js'
import { dataSourceStatus } from '../queries/data-source-status.js'
import { importedRows } from '../queries/rows-of-data-source.js'
import { runSigns } from '../queries/run-signs.js'
import { noDataSource } from '../sources/no-data-source.js'
import { exitCode } from '../terminal/exit-code.js'
import type { CommandScope } from './command-scope.js'
import { defineCommand } from './define-command.js'

interface StatusOptions {
  exitCode?: true
  rows?: true
  watch?: true
  json?: true
}

const refreshMs = 2_000

export const addStatus = defineCommand<StatusOptions>({
  name: 'status',
  description: 'what is complete, what is not, and why',
  options: [
    ['--exit-code', 'end with 1 if an enabled data source is not complete'],
    ['--rows', 'also count the stored rows of each table; slow with millions of rows'],
    ['--watch', 'show it again every two seconds, until Ctrl-C'],
  ],
  examples: ['data-import status', 'data-import status --exit-code', 'data-import status --watch'],
  exitCodes: { 1: 'with --exit-code: an enabled data source is not complete' },
  async run(scope, options) {
    const { stdout, onStop } = scope.terminal
    if (options.watch && (options.json || !stdout.isTTY)) {
      throw new ConfigurationError('--watch needs a terminal, and does not go with --json.')
    }
    const stopped = new AbortController()
    const dispose = options.watch ? onStop(() => stopped.abort()) : () => undefined
    try {
      const look = await createLook(scope, options)
      let seen = await look()
      while (options.watch && !stopped.signal.aborted) {
        stdout.write(`\x1b[H\x1b[J${seen.text}`)
        await setTimeout(refreshMs, undefined, { signal: stopped.signal }).catch(() => undefined)
        if (!stopped.signal.aborted) seen = await look()
      }
      if (options.json) scope.writeJson({ isComplete: seen.isComplete, dataSources: seen.sources })
      else if (!options.watch) scope.write(seen.text)
      return options.exitCode && !seen.isComplete ? exitCode.incomplete : exitCode.ok
    } finally {
      dispose()
    }
  },
})

/** Makes the function that reads and describes the status. */
async function createLook(scope: CommandScope, { rows }: StatusOptions) {
  const providers = await scope.describeProviders()
  const secretKeys = await scope.keyring.load()
  return () =>
    scope.withDatabase(async (database) => {
      const signs = await runSigns(database, scope.schema)
      const found = await dataSourceStatus(database.db, providers, secretKeys, signs)
      const sources = await Promise.all(
        found.map(async (source) =>
          rows ? { ...source, rows: await importedRows(database.db, scope.schema, source.id) } : source,
        ),
      )
      const isComplete = sources.every(
        ({ isEnabled, isRegistered, resources }) =>
          !isEnabled || (isRegistered && resources.every((one) => one.isComplete || one.leftOutBy !== null)),
      )
      const text = sources.map((source) => describeStatus(source, scope)).join('\n') || noDataSource
      return { sources, isComplete, text }
    })
}
