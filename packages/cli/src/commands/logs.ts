import { ConfigurationError } from '@data-import/core'
import type { PrismaClient } from '@data-import/reference-database'
import { cleanText } from '../output/clean-text.js'
import { formatInstant } from '../output/format-number.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'

export const addLogs: AddCommand = (parent, terminal, finish) => {
  parent
    .command('logs')
    .description('what a run had to say')
    .argument('<run>', 'id of the run, or its beginning as `runs` shows it')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', helpNotes({ examples: ['data-import logs 4f1c', 'data-import logs 4f1c --json'] }))
    .action(
      action<{ json?: true }, [string]>(terminal, finish, async (scope, { json }, given) => {
        const { run, logs } = await scope.withDatabase(async ({ db }) => {
          const found = await findRun(db, given)
          const where = { dataSourceRunId: found.id }
          return {
            run: found,
            logs: await db.importLog.findMany({ where, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }),
          }
        })
        if (json) {
          scope.writeJson({ run, logs: logs.map((log) => ({ ...log, details: parseDetails(log.details) })) })
          return exitCode.ok
        }
        const title = `${run.dataSource.name}/${run.scriptName} ${run.status} ${formatInstant(run.startedAt)} ${run.errorMessage ?? ''}`
        const lines = logs.map(({ createdAt, level, message, recordId, details }) =>
          [formatInstant(createdAt), level, recordId && `[${recordId}]`, message, details].filter(Boolean).join(' '),
        )
        scope.write([title, ...lines].map((line) => `${cleanText(line).trimEnd()}\n`).join(''))
        return exitCode.ok
      }),
    )
}

async function findRun(db: PrismaClient, given: string) {
  const found = await db.dataSourceRun.findMany({
    where: { id: { startsWith: given } },
    include: { dataSource: { select: { name: true } } },
    orderBy: { startedAt: 'desc' },
    take: 2,
  })
  const [run] = found
  if (!run) throw new ConfigurationError(`There is no run "${given}". See: data-import runs`)
  if (found.length > 1) throw new ConfigurationError(`Several runs begin with "${given}": give more of the id.`)
  return run
}

/** A script may have written something else than JSON. */
function parseDetails(details: string | null): unknown {
  try {
    return details === null ? null : JSON.parse(details)
  } catch {
    return details
  }
}
