import type { DatabaseClient, TableDefinition } from '@data-import/core'
import { createRawClient, type RawClient } from '@data-import/reference-database/raw'
import { withConnection } from './connect.js'
import { databaseAddress } from './database-address.js'
import type { DatabaseLocation } from './database-location.js'
import { migrationsDirectory } from './migrations-directory.js'
import { makeTables, missingTables } from './provider-tables.js'
import { schemaError } from './schema-error.js'
import { type SchemaState, schemaState, schemasWithTables } from './schema-state.js'

/** A server that answers. */
export interface DatabaseServer {
  connectionString: string
  close(): Promise<void>
}

/** A database with the tables that every command needs. */
export interface Database extends DatabaseServer {
  db: RawClient
  /** Loads Prisma's client, for scripts that may use its models. */
  withModels(): Promise<DatabaseClient>
  /** Whose migrations created the tables. */
  owner: SchemaState['owner']
}

/** What a database must have. */
export interface DatabaseNeeds {
  /** Postgres schema of the tables. */
  schema: string
  /** Tables that providers declare beside the canonical ones; created in the embedded database. */
  tables: readonly TableDefinition[]
  /** Whether an application creates the tables. Default: false. */
  isApplication?: boolean
}

/**
 * Connects to the server, whatever tables it has.
 * @throws {ConfigurationError | EmbeddedDatabaseError} if it can't be reached.
 */
export async function openServer(
  location: DatabaseLocation,
  onNotice: (notice: string) => void,
): Promise<DatabaseServer> {
  if ('directory' in location) {
    const { openEmbeddedDatabase } = await import('@data-import/embedded-database')
    return openEmbeddedDatabase({ directory: location.directory, onNotice })
  }
  const { connectionString } = location
  await withConnection(connectionString, async () => undefined)
  return { connectionString, close: async () => undefined }
}

/**
 * Opens the database. Migrates an embedded one, and leaves any other as it is.
 * @throws {ConfigurationError | EmbeddedDatabaseError} if it can't be reached or lacks tables.
 */
export async function openDatabase(
  location: DatabaseLocation,
  needs: DatabaseNeeds,
  onNotice: (notice: string) => void,
): Promise<Database> {
  const server = await openServer(location, onNotice)
  try {
    const { connectionString } = server
    let owner: Database['owner'] = 'command line'
    if ('directory' in location) await migrateEmbedded(connectionString, needs.tables, onNotice)
    else owner = await requireTables(connectionString, needs, onNotice)
    const { schema } = needs
    const db = createRawClient(connectionString, { schema })
    const clients: { $disconnect(): Promise<void> }[] = [db]
    async function withModels() {
      const { createClient } = await import('@data-import/reference-database')
      const client = createClient(connectionString, { schema })
      clients.push(client)
      return client
    }
    const close = async () => {
      for (const client of clients) await client.$disconnect()
      await server.close()
    }
    return { db, withModels, owner, connectionString, close }
  } catch (error) {
    await server.close()
    throw error
  }
}

async function migrateEmbedded(
  connectionString: string,
  tables: readonly TableDefinition[],
  onNotice: (notice: string) => void,
): Promise<void> {
  const { state } = await readState(connectionString, 'data')
  if (state !== 'current') {
    const { migrateAroundViews } = await import('./migrate-around-views.js')
    const applied = await migrateAroundViews(connectionString, false)
    onNotice(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'} to the embedded database.`)
  }
  if (tables.length === 0) return
  const made = await withConnection(connectionString, (client) => makeTables(client, tables))
  if (made.length > 0) onNotice(`Created in the embedded database what providers declare: ${made.join(', ')}.`)
}

async function requireTables(
  connectionString: string,
  { schema, tables, isApplication = false }: DatabaseNeeds,
  onNotice: (notice: string) => void,
): Promise<Database['owner']> {
  const state = await readState(connectionString, schema)
  if (state.state === 'current') {
    // Other providers don't need them, so this is no reason to stop.
    const lacks = await withConnection(connectionString, (client) => missingTables(client, tables, schema))
    const howTo = state.owner === 'application' ? 'Add their models and migrate' : 'Run: data-import migrate'
    if (lacks.length > 0) onNotice(`The database lacks what providers declare: ${lacks.join(', ')}. ${howTo}`)
    return state.owner
  }
  const elsewhere = state.state === 'missing' ? await withConnection(connectionString, schemasWithTables) : []
  throw schemaError(databaseAddress(connectionString), { schema, state, elsewhere, isApplication })
}

/** Whether the tables of a database fit this version. */
export function readState(connectionString: string, schema: string): Promise<SchemaState> {
  return withConnection(connectionString, (client) => schemaState(client, migrationsDirectory(), schema))
}
