import { ConfigurationError } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { formatCount } from '../output/format-number.js'
import { removeDataSource } from '../queries/remove-data-source.js'
import { describeRows, rowsOfDataSource } from '../queries/rows-of-data-source.js'
import { findDataSource } from '../sources/find-data-source.js'
import { defineCommand } from './define-command.js'

export const addSourcesRemove = defineCommand<{ yes?: true }, [string]>({
  name: 'remove',
  description: 'remove a data source with everything that was imported from it',
  arguments: [['<name>', 'name or id']],
  options: [['--yes', "don't ask"]],
  examples: ['data-import sources remove acme --yes'],
  run: (scope, { json, yes }, given) =>
    scope.withDatabase(async ({ db }) => {
      const { ask } = scope.terminal
      const { id, name } = await findDataSource(db, given)
      const rows = await rowsOfDataSource(db, scope.schema, id)
      const total = Object.values(rows).reduce((sum, count) => sum + count, 0)
      const count = total === 1 ? '1 row' : `${formatCount(total)} rows`
      const what = cleanText(`"${name}" and ${count}${total > 0 ? ` (${describeRows(rows)})` : ''}`)
      if (!yes && !ask) throw new ConfigurationError(`This removes ${what}. Confirm with --yes.`)
      const isRemoved = yes || /^y(es)?$/i.test((await ask?.(`Remove ${what}? [y/N] `))?.trim() ?? '')
      if (isRemoved) await removeDataSource(db, scope.schema, id)
      else scope.notice('Nothing was removed.')
      if (json) scope.writeJson({ id, name, isRemoved, ...(isRemoved && { rows }) })
      else if (isRemoved) scope.write(`Removed ${what}.\n`)
    }),
})
