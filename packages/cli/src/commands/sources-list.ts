import { createRedactor } from '@data-import/core'
import { formatInstant } from '../output/format-number.js'
import { formatTable } from '../output/format-table.js'
import { readableDataSource } from '../secrets/read-configurations.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import { helpNotes } from './help-notes.js'

export const addSourcesList: AddCommand = (parent, terminal, finish) => {
  parent
    .command('list')
    .description('all data sources; secrets are hidden')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', helpNotes({ examples: ['data-import sources list --json'] }))
    .action(
      action<{ json?: true }, []>(terminal, finish, async (scope, { json }) => {
        const secretKeys = await scope.keyring.load()
        const stored = await scope.withDatabase(({ db }) =>
          db.dataSource.findMany({ include: { configs: { orderBy: { key: 'asc' } } }, orderBy: { name: 'asc' } }),
        )
        const sources = stored.map(({ configs, ...source }) => {
          const { settings, secrets } = readableDataSource({ ...source, configs }, [], secretKeys)
          // A secret may also be part of another value.
          const redactor = createRedactor(secrets)
          const readable = new Map(settings.map(({ key, value }) => [key, value]))
          const shown = configs.map(({ key, isSecret }) => [
            key,
            isSecret ? '***' : redactor.text(readable.get(key) ?? '***'),
          ])
          return { ...source, configuration: Object.fromEntries(shown) as Record<string, string> }
        })
        if (json) scope.writeJson(sources)
        else if (sources.length === 0) scope.write('There is no data source yet. Add one: data-import sources add\n')
        else
          scope.write(
            formatTable(
              ['name', 'provider', 'organization', 'enabled', 'interval', 'last sync', 'configuration'].map(
                (title) => ({ title }),
              ),
              sources.map((source) => [
                source.name,
                source.provider,
                source.organizationId,
                source.isEnabled ? 'yes' : 'no',
                source.syncIntervalMinutes === null ? 'every pass' : `${source.syncIntervalMinutes} min`,
                formatInstant(source.lastSyncAt),
                Object.entries(source.configuration)
                  .map((pair) => pair.join('='))
                  .join(' '),
              ]),
              { width: scope.width, paintTitle: scope.colors.dim },
            ),
          )
        return exitCode.ok
      }),
    )
}
