import { ConfigurationError } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { formatCount } from '../output/format-number.js'
import { removeDataSource } from '../queries/remove-data-source.js'
import { rowsOfDataSource } from '../queries/rows-of-data-source.js'
import { findDataSource } from '../sources/find-data-source.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'

export const addSourcesRemove: AddCommand = (parent, terminal, finish) => {
  parent
    .command('remove')
    .description('remove it with everything that was imported from it')
    .argument('<name>', 'name or id')
    .option('--yes', "don't ask")
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', helpNotes({ examples: ['data-import sources remove acme --yes'] }))
    .action(
      action<{ json?: true; yes?: true }, [string]>(terminal, finish, async (scope, { json, yes }, given) =>
        scope.withDatabase(async ({ db }) => {
          const { id, name } = await findDataSource(db, given)
          const rows = await rowsOfDataSource(db, scope.schema, id)
          const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
          const parts = Object.entries(rows).map(([table, count]) => `${formatCount(count)} ${table}`)
          const what = cleanText(
            `"${name}" and ${formatCount(total)} rows${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`,
          )
          if (!yes) {
            if (!terminal.ask) throw new ConfigurationError(`This removes ${what}. Confirm with --yes.`)
            const answer = await terminal.ask(`Remove ${what}? [y/N] `)
            if (!/^y(es)?$/i.test(answer.trim())) {
              if (json) scope.writeJson({ id, name, isRemoved: false })
              scope.notice('Nothing was removed.')
              return exitCode.ok
            }
          }
          await removeDataSource(db, scope.schema, id)
          if (json) scope.writeJson({ id, name, isRemoved: true, rows })
          else scope.write(`Removed ${what}.\n`)
          return exitCode.ok
        }),
      ),
    )
}
