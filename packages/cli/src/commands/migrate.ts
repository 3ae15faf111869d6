import { applyMigrations } from '@data-import/reference-database'
import { migrationsDirectory } from '../database/migrations-directory.js'
import { openServer } from '../database/open-database.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './command-scope.js'
import { helpNotes } from './help-notes.js'

export const addMigrate: AddCommand = (parent, terminal, finish) => {
  parent
    .command('migrate')
    .description('bring the database to the reference schema')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      helpNotes({ examples: ['data-import migrate --database-url postgresql://importer@db.acme.example/acme'] }),
    )
    .action(
      action<{ json?: true }, []>(terminal, finish, async (scope, { json }) => {
        const server = await openServer(scope.location, scope.notice)
        try {
          const applied = await applyMigrations(server.connectionString, migrationsDirectory())
          if (json) scope.writeJson({ applied })
          else if (applied.length === 0) scope.write('The database has the reference schema already.\n')
          else scope.write(applied.map((name) => `applied ${name}\n`).join(''))
          return exitCode.ok
        } finally {
          await server.close()
        }
      }),
    )
}
