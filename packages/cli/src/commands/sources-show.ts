import { formatInstant } from '../output/format-number.js'
import { storedSources } from '../rows/data-sources.js'
import { describeSources } from '../sources/describe-source.js'
import { findDataSource } from '../sources/find-data-source.js'
import { defineCommand } from './define-command.js'

export const addSourcesShow = defineCommand<object, [string]>({
  name: 'show',
  description: 'one data source: its configuration, what it imports and what is left out; secrets are hidden',
  arguments: [['<name>', 'name or id']],
  examples: ['data-import sources show acme'],
  async run(scope, { json }, given) {
    const providers = await scope.describeProviders()
    const secretKeys = await scope.keyring.load()
    const { id, all } = await scope.withDatabase(async ({ db }) => ({
      id: (await findDataSource(db, given)).id,
      all: await storedSources(db),
    }))
    const source = describeSources(all, providers, secretKeys).find((one) => one.id === id)
    if (!source) return
    if (json) return void scope.writeJson(source)
    const interval = source.syncIntervalMinutes === null ? 'every pass' : `${source.syncIntervalMinutes} min`
    const leftOut = Object.entries(source.leftOut).map(([resource, by]) => `${resource} (${by})`)
    const fields = {
      id,
      provider: source.provider,
      organization: source.organizationId,
      enabled: source.isEnabled ? 'yes' : 'no',
      interval,
      'last sync': formatInstant(source.lastSyncAt),
      imports: source.resources.join(', ') || '-',
      'left out': leftOut.join(', ') || '-',
      ...source.configuration,
    }
    const width = Math.max(...Object.keys(fields).map((name) => name.length))
    scope.writeLine(source.name)
    for (const [name, value] of Object.entries(fields)) {
      for (const [index, line] of value.split('\n').entries()) {
        scope.writeLine(`  ${(index === 0 ? name : '').padEnd(width)}  ${line}`)
      }
    }
  },
})
