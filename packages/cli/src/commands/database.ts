import { ConfigurationError } from '@data-import/core'
import { embeddedDatabaseStatus, startEmbeddedDatabase, stopEmbeddedDatabase } from '@data-import/embedded-database'
import { databaseAddress } from '../database/database-address.js'
import { exitCode } from '../terminal/exit-code.js'
import { type AddCommand, action } from './action.js'
import type { CommandScope } from './command-scope.js'
import { helpNotes } from './help-notes.js'

type JsonOption = { json?: true }

export const addDatabase: AddCommand = (parent, terminal, finish) => {
  const database = parent.command('database').description('the embedded database: keep it up for psql and others')
  const add = (
    name: string,
    description: string,
    example: string,
    body: (scope: CommandScope, options: JsonOption) => Promise<void>,
  ) =>
    database
      .command(name)
      .description(description)
      .option('--json', 'one JSON document on stdout')
      .addHelpText('after', helpNotes({ examples: [example] }))
      .action(
        action<JsonOption, []>(terminal, finish, async (scope, options) => {
          await body(scope, options)
          return exitCode.ok
        }),
      )

  add('start', 'start it and keep it up', 'data-import database start', async (scope, { json }) => {
    const directory = embeddedDirectory(scope)
    const { connectionString } = await startEmbeddedDatabase({ directory, onNotice: scope.notice })
    if (json) scope.writeJson({ isRunning: true, address: databaseAddress(connectionString) })
    else
      scope.write(
        `The database is up at ${databaseAddress(connectionString)}. Try: psql "$(data-import database url${folderOption(scope)})"\n`,
      )
  })
  add('stop', 'stop it, whoever uses it', 'data-import database stop', async (scope, { json }) => {
    const wasRunning = await stopEmbeddedDatabase({ directory: embeddedDirectory(scope), onNotice: scope.notice })
    if (json) scope.writeJson({ wasRunning })
    else scope.write(wasRunning ? 'The database was stopped.\n' : 'The database was not running.\n')
  })
  add(
    'url',
    'its connection string, with the password',
    'psql "$(data-import database url)"',
    async (scope, { json }) => {
      const status = await embeddedDatabaseStatus({ directory: embeddedDirectory(scope) })
      if (!status.isRunning || !status.connectionString) {
        throw new ConfigurationError(
          `The embedded database is not running. Start it: data-import database start${folderOption(scope)}`,
        )
      }
      if (json) scope.writeJson({ url: status.connectionString })
      else scope.write(`${status.connectionString}\n`)
    },
  )
  add('status', 'whether it runs, and where its data is', 'data-import database status', async (scope, { json }) => {
    if ('connectionString' in scope.location) {
      const address = databaseAddress(scope.location.connectionString)
      if (json) scope.writeJson({ isEmbedded: false, address })
      else scope.write(`DATABASE_URL is used: ${address}. The embedded database is not.\n`)
      return
    }
    const { isRunning, isKept, data, connectionString } = await embeddedDatabaseStatus(scope.location)
    const address = connectionString && isRunning ? databaseAddress(connectionString) : null
    if (json) scope.writeJson({ isEmbedded: true, isRunning, isKept, data, address })
    else
      scope.write(
        `${isRunning ? `running at ${address}${isKept ? ', kept up' : ''}` : 'not running'}\ndata in ${data}\n`,
      )
  })
}

function embeddedDirectory({ location }: CommandScope): string {
  if ('directory' in location) return location.directory
  throw new ConfigurationError(
    'DATABASE_URL (or --database-url) names the database, so the embedded one is not used. Unset it to use that.',
  )
}

/** What a command for the same folder needs, where it isn't the usual one. */
function folderOption({ options: { directory } }: CommandScope): string {
  return directory === '.data-import' ? '' : ` --directory '${directory.replaceAll("'", "'\\''")}'`
}
