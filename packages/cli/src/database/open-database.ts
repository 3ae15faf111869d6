import { ConfigurationError } from '@data-import/core'
import { openEmbeddedDatabase } from '@data-import/embedded-database'
import { applyMigrations, createClient, type PrismaClient } from '@data-import/reference-database'
import { withConnection } from './connect.js'
import { databaseAddress } from './database-address.js'
import type { DatabaseLocation } from './database-location.js'
import { migrationsDirectory } from './migrations-directory.js'
import { schemaState } from './schema-state.js'

/** A server that answers. */
export interface DatabaseServer {
  connectionString: string
  close(): Promise<void>
}

/** A database with the reference schema. */
export interface Database extends DatabaseServer {
  db: PrismaClient
}

/**
 * Reaches the server, whatever tables it has.
 * @throws {ConfigurationError | EmbeddedDatabaseError} when it can't be reached.
 */
export async function openServer(
  location: DatabaseLocation,
  onNotice: (notice: string) => void,
): Promise<DatabaseServer> {
  if ('directory' in location) return openEmbeddedDatabase({ directory: location.directory, onNotice })
  const { connectionString } = location
  await withConnection(connectionString, async () => undefined)
  return { connectionString, close: async () => undefined }
}

/**
 * Opens the database. An embedded one is brought to the reference schema; one that somebody runs is not touched.
 * @throws {ConfigurationError | EmbeddedDatabaseError} when it can't be reached or has an older schema or none.
 */
export async function openDatabase(location: DatabaseLocation, onNotice: (notice: string) => void): Promise<Database> {
  const server = await openServer(location, onNotice)
  try {
    const migrations = migrationsDirectory()
    const state = await withConnection(server.connectionString, (client) => schemaState(client, migrations))
    if (state !== 'current') {
      if ('connectionString' in location) throw schemaError(server.connectionString, state)
      const applied = await applyMigrations(server.connectionString, migrations)
      onNotice(`The embedded database got ${applied.length} migration${applied.length === 1 ? '' : 's'}.`)
    }
    const db = createClient(server.connectionString)
    const close = async () => {
      await db.$disconnect()
      await server.close()
    }
    return { db, connectionString: server.connectionString, close }
  } catch (error) {
    await server.close()
    throw error
  }
}

function schemaError(connectionString: string, state: 'missing' | 'older'): ConfigurationError {
  const found = state === 'missing' ? 'lacks the tables of the import' : 'has the tables of an older version'
  return new ConfigurationError(`The database ${databaseAddress(connectionString)} ${found}. Run: data-import migrate`)
}
