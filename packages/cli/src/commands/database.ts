import { ConfigurationError } from '@data-import/core'
import { embeddedDatabaseStatus, startEmbeddedDatabase, stopEmbeddedDatabase } from '@data-import/embedded-database'
import { databaseAddress } from '../database/database-address.js'
import type { CommandScope } from './command-scope.js'
import { defineCommand, defineGroup } from './define-command.js'

const start = defineCommand({
  name: 'start',
  description: 'start the embedded database and keep it running',
  examples: ['data-import database start'],
  async run(scope, { json }) {
    const directory = embeddedDirectory(scope)
    const { connectionString } = await startEmbeddedDatabase({ directory, onNotice: scope.notice })
    const address = databaseAddress(connectionString)
    if (json) scope.writeJson({ isRunning: true, address })
    else
      scope.write(
        `The database is running at ${address}. Try: psql "$(data-import database url${folderOption(scope)})"\n`,
      )
  },
})

const stop = defineCommand({
  name: 'stop',
  description: 'stop the embedded database, even if other programs use it',
  examples: ['data-import database stop'],
  async run(scope, { json }) {
    const wasRunning = await stopEmbeddedDatabase({ directory: embeddedDirectory(scope), onNotice: scope.notice })
    if (json) scope.writeJson({ wasRunning })
    else scope.write(wasRunning ? 'The database was stopped.\n' : 'The database was not running.\n')
  },
})

const url = defineCommand({
  name: 'url',
  description: 'print its connection string, including the password',
  examples: ['psql "$(data-import database url)"'],
  async run(scope, { json }) {
    const status = await embeddedDatabaseStatus({ directory: embeddedDirectory(scope) })
    if (!status.isRunning || !status.connectionString) {
      throw new ConfigurationError(
        `The embedded database is not running. Start it: data-import database start${folderOption(scope)}`,
      )
    }
    if (json) scope.writeJson({ url: status.connectionString })
    else scope.write(`${status.connectionString}\n`)
  },
})

const status = defineCommand({
  name: 'status',
  description: 'show whether the embedded database is running, and where its data is',
  examples: ['data-import database status'],
  async run(scope, { json }) {
    if ('connectionString' in scope.location) {
      const address = databaseAddress(scope.location.connectionString)
      if (json) scope.writeJson({ isEmbedded: false, address })
      else scope.write(`DATABASE_URL is used: ${address}. The embedded database is not.\n`)
      return
    }
    const { isRunning, isKept, data, connectionString } = await embeddedDatabaseStatus(scope.location)
    const address = connectionString && isRunning ? databaseAddress(connectionString) : null
    const state = isRunning ? `running at ${address}${isKept ? ', kept running' : ''}` : 'not running'
    if (json) scope.writeJson({ isEmbedded: true, isRunning, isKept, data, address })
    else scope.write(`${state}\ndata in ${data}\n`)
  },
})

export const addDatabase = defineGroup(
  'database',
  'the embedded database: keep it running for psql and other programs',
  [start, stop, url, status],
)

function embeddedDirectory({ location }: CommandScope): string {
  if ('directory' in location) return location.directory
  throw new ConfigurationError(
    'The embedded database is not used, because DATABASE_URL or --database-url names another one. Unset it to use the embedded one.',
  )
}

/** What a command for the same folder needs, if it isn't the default. */
function folderOption({ options: { directory } }: CommandScope): string {
  return directory === '.data-import' ? '' : ` --directory '${directory.replaceAll("'", "'\\''")}'`
}
