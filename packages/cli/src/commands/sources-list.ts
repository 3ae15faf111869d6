import { formatInstant } from '../output/format-number.js'
import { storedSources } from '../rows/data-sources.js'
import { describeSources } from '../sources/describe-source.js'
import { noDataSource } from '../sources/no-data-source.js'
import { defineCommand } from './define-command.js'

export const addSourcesList = defineCommand({
  name: 'list',
  description: 'all data sources; secrets are hidden',
  examples: ['data-import sources list --json'],
  async run(scope, { json }) {
    const providers = await scope.describeProviders()
    const secretKeys = await scope.keyring.load()
    const sources = describeSources(await scope.withDatabase(({ db }) => storedSources(db)), providers, secretKeys)
    if (json) return void scope.writeJson(sources)
    if (sources.length === 0) return void scope.write(noDataSource)
    const titles = ['name', 'provider', 'organization', 'enabled', 'interval', 'last sync', 'left out', 'configuration']
    const rows = sources.map((source) => [
      ...[source.name, source.provider, source.organizationId, source.isEnabled ? 'yes' : 'no'],
      source.syncIntervalMinutes === null ? 'every pass' : `${source.syncIntervalMinutes} min`,
      formatInstant(source.lastSyncAt),
      Object.keys(source.leftOut).join(', ') || '-',
      Object.entries(source.configuration)
        .map((pair) => pair.join('='))
        .join(' '),
    ])
    scope.write(
      scope.table(
        titles.map((title) => ({ title })),
        rows,
      ),
    )
  },
})
