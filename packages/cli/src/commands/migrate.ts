import { ConfigurationError } from '@data-import/core'
import { withConnection } from '../database/connect.js'
import { migrateAroundViews } from '../database/migrate-around-views.js'
import { openServer, readState } from '../database/open-database.js'
import { makeTables, ownTables } from '../database/provider-tables.js'
import type { CommandScope } from './command-scope.js'
import { defineCommand } from './define-command.js'

export const addMigrate = defineCommand<{ workers?: true }>({
  name: 'migrate',
  description: 'bring the database to the reference schema, and create the tables that providers declare',
  options: [['--workers', 'also create the tables of the queue for workers, in a schema of their own']],
  examples: [
    'data-import migrate --database-url postgresql://importer@db.acme.example/acme',
    'data-import migrate --workers',
  ],
  async run(scope, { json, workers }) {
    const tables = await ownTables(await scope.loadProviders())
    refuseApplication(scope)
    const server = await openServer(scope.location, scope.notice)
    try {
      const { connectionString } = server
      const { owner, state } = await readState(connectionString, scope.schema)
      if (owner === 'application') throw applicationError('An application made the tables of this database')
      const applied = await migrateAroundViews(connectionString, state === 'current')
      const made = await withConnection(connectionString, (client) => makeTables(client, tables))
      const lines = [...applied.map((name) => `applied ${name}\n`), ...made.map((name) => `created ${name}\n`)]
      if (workers) {
        const { migrateWorkers } = await import('@data-import/executor-graphile-worker')
        await migrateWorkers({ connectionString })
        lines.push('the queue for workers is ready\n')
      }
      if (json) scope.writeJson({ applied, made })
      else scope.write(lines.join('') || 'The database already has the reference schema.\n')
    } finally {
      await server.close()
    }
  },
})

/** Two migration histories in one database would undo each other. */
function refuseApplication({ application, location, schema }: CommandScope): void {
  if (application && 'connectionString' in location) {
    throw applicationError(`This folder belongs to an application (${application.file})`)
  }
  if (schema !== 'data') throw applicationError(`The migrations of data-import create the schema data, not ${schema}`)
}

function applicationError(reason: string): ConfigurationError {
  return new ConfigurationError(
    `${reason}: nothing was changed. Migrate with the application: npx prisma migrate dev, or npx prisma migrate deploy.`,
  )
}
