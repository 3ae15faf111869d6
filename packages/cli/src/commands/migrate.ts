import { ConfigurationError } from '@data-import/core'
import { applyMigrations } from '@data-import/reference-database'
import { withConnection } from '../database/connect.js'
import { migrationsDirectory } from '../database/migrations-directory.js'
import { openServer, readState } from '../database/open-database.js'
import { makeTables, ownTables } from '../database/provider-tables.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import type { CommandScope } from './command-scope.js'
import { helpNotes } from './help-notes.js'

export const addMigrate: AddCommand = (parent, terminal, finish) => {
  parent
    .command('migrate')
    .description('bring the database to the reference schema, and make the tables of providers')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({ examples: ['data-import migrate --database-url postgresql://importer@db.acme.example/acme'] }),
    )
    .action(
      action<{ json?: true }, []>(terminal, finish, async (scope, { json }) => {
        const tables = await ownTables(await scope.loadProviders())
        refuseApplication(scope)
        const server = await openServer(scope.location, scope.notice)
        try {
          const { connectionString } = server
          const { owner } = await readState(connectionString, scope.schema)
          if (owner === 'application') throw applicationError('The tables of this database were made by an application')
          const applied = await applyMigrations(connectionString, migrationsDirectory())
          const made = await withConnection(connectionString, (client) => makeTables(client, tables))
          if (json) scope.writeJson({ applied, made })
          else if (applied.length + made.length === 0) scope.write('The database has the reference schema already.\n')
          else {
            const lines = [...applied.map((name) => `applied ${name}\n`), ...made.map((name) => `made ${name}\n`)]
            scope.write(lines.join(''))
          }
          return exitCode.ok
        } finally {
          await server.close()
        }
      }),
    )
}

/** Two histories of migrations in one database undo each other. */
function refuseApplication({ application, location, schema }: CommandScope): void {
  if (application && 'connectionString' in location) {
    throw applicationError(`This folder is an application's (${application.file})`)
  }
  if (schema !== 'data') throw applicationError(`The migrations of data-import make the schema data, not ${schema}`)
}

function applicationError(reason: string): ConfigurationError {
  return new ConfigurationError(
    `${reason}: nothing was changed. Migrate with the application: npx prisma migrate dev, or npx prisma migrate deploy.`,
  )
}
