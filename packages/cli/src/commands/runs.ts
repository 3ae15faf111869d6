import { formatCount, formatDuration, formatInstant } from '../output/format-number.js'
import { formatTable } from '../output/format-table.js'
import { paintStatus } from '../progress/describe-pass.js'
import { refusedText } from '../progress/describe-refused.js'
import { describeDeath, statusWord } from '../progress/describe-sign.js'
import { runSigns } from '../queries/run-signs.js'
import { findDataSource } from '../sources/find-data-source.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'
import { parseCount } from './parse-options.js'

interface RunsOptions {
  source?: string
  limit: number
  json?: true
}

export const addRuns: AddCommand = (parent, terminal, finish) => {
  parent
    .command('runs')
    .description('the latest runs')
    .option('--source <name>', 'only of this data source (name or id)')
    .option('--limit <count>', 'how many', parseCount, 20)
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', helpNotes({ examples: ['data-import runs --source acme --limit 5'] }))
    .action(
      action<RunsOptions, []>(terminal, finish, async (scope, { source, limit, json }) => {
        const { runs, signs } = await scope.withDatabase(async (database) => {
          const { db } = database
          const only = source === undefined ? {} : { dataSourceId: (await findDataSource(db, source)).id }
          const signs = await runSigns(database, scope.schema)
          const runs = await db.dataSourceRun.findMany({
            where: only,
            orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
            take: limit,
            include: { dataSource: { select: { name: true } } },
          })
          return { runs, signs }
        })
        if (json)
          scope.writeJson(
            runs.map(({ dataSource, ...run }) => ({
              dataSource: dataSource.name,
              ...run,
              isDead: signs.get(run.id)?.isDead ?? false,
            })),
          )
        else
          scope.write(
            formatTable(
              [
                { title: 'run' },
                { title: 'source' },
                { title: 'resource' },
                { title: 'status', paint: (text) => paintStatus(scope.colors, text) },
                { title: 'started' },
                { title: 'duration', align: 'right' },
                { title: 'saved', align: 'right' },
                { title: 'failed', align: 'right' },
                { title: 'reason' },
              ],
              runs.map((run) => [
                run.id.slice(0, 8),
                run.dataSource.name,
                run.scriptName ?? '-',
                statusWord(run.status, signs.get(run.id)),
                formatInstant(run.startedAt),
                run.durationMs === null ? '-' : formatDuration(run.durationMs),
                formatCount(run.recordsImported),
                formatCount(run.recordsFailed),
                describeDeath(signs.get(run.id)) ??
                  run.errorMessage ??
                  (run.recordsFailed > 0 ? refusedText(run.recordsFailed) : ''),
              ]),
              { width: scope.width, paintTitle: scope.colors.dim },
            ),
          )
        return exitCode.ok
      }),
    )
}
