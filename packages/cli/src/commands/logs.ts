import { ConfigurationError, type RawClient } from '@data-import/core'
import { formatInstant } from '../output/format-number.js'
import { logOfRun, runsByPrefix } from '../rows/runs.js'
import { defineCommand } from './define-command.js'

export const addLogs = defineCommand<object, [string]>({
  name: 'logs',
  description: 'the log of a run',
  arguments: [['<run>', 'id of the run, or its beginning as `runs` shows it']],
  examples: ['data-import logs 4f1c', 'data-import logs 4f1c --json'],
  async run(scope, { json }, given) {
    const { run, logs } = await scope.withDatabase(async ({ db }) => {
      const found = await findRun(db, given)
      return { run: found, logs: await logOfRun(db, found.id) }
    })
    if (json)
      return void scope.writeJson({ run, logs: logs.map((log) => ({ ...log, details: parseDetails(log.details) })) })
    const started = formatInstant(run.startedAt)
    scope.writeLine(
      `${run.dataSource.name}/${run.scriptName} ${run.status} ${started} ${run.errorMessage ?? ''}`.trimEnd(),
    )
    for (const { createdAt, level, message, recordId, details } of logs) {
      const parts = [formatInstant(createdAt), level, recordId && `[${recordId}]`, message, details]
      scope.writeLine(parts.filter(Boolean).join(' '))
    }
  },
})

async function findRun(db: RawClient, given: string) {
  const found = await runsByPrefix(db, given, 2)
  const [run] = found
  if (!run) throw new ConfigurationError(`There is no run "${given}". See: data-import runs`)
  if (found.length > 1) throw new ConfigurationError(`Several runs begin with "${given}": give more of the id.`)
  return run
}

/** A script may have written something other than JSON. */
function parseDetails(details: string | null): unknown {
  try {
    return details === null ? null : JSON.parse(details)
  } catch {
    return details
  }
}
