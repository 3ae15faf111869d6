import { formatCount, formatDuration, formatInstant } from '../output/format-number.js'
import { refusedText } from '../progress/describe-refused.js'
import { describeDeath, statusWord } from '../progress/describe-sign.js'
import { paintStatus } from '../progress/paint-status.js'
import { runSigns } from '../queries/run-signs.js'
import { newestRuns } from '../rows/runs.js'
import { findDataSource } from '../sources/find-data-source.js'
import { defineCommand } from './define-command.js'
import { parseCount } from './parse-options.js'

export const addRuns = defineCommand<{ source?: string; limit: number }>({
  name: 'runs',
  description: 'the latest runs',
  options: [
    ['--source <name>', 'only of this data source (name or id)'],
    ['--limit <count>', 'how many', parseCount, 20],
  ],
  examples: ['data-import runs --source acme --limit 5'],
  async run(scope, { source, limit, json }) {
    const { runs, signs } = await scope.withDatabase(async (database) => {
      const { db } = database
      const id = source === undefined ? null : (await findDataSource(db, source)).id
      const signs = await runSigns(database, scope.schema)
      return { signs, runs: await newestRuns(db, id, limit) }
    })
    const isDead = (id: string) => signs.get(id)?.isDead ?? false
    if (json) {
      const plain = runs.map(({ dataSource, ...run }) => ({
        dataSource: dataSource.name,
        ...run,
        isDead: isDead(run.id),
      }))
      return void scope.writeJson(plain)
    }
    const table = scope.table(
      [
        ...['run', 'source', 'resource'].map((title) => ({ title })),
        { title: 'status', paint: (text) => paintStatus(scope.colors, text) },
        { title: 'started' },
        ...['duration', 'saved', 'failed'].map((title) => ({ title, align: 'right' as const })),
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
        describeDeath(signs.get(run.id)) ?? run.errorMessage ?? refusedText(run.recordsFailed),
      ]),
    )
    scope.write(table)
  },
})
