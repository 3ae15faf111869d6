import type { DatabaseClient, TableDefinition } from '@data-import/core'
import {
  createRawClient,
  type FixedClient,
  type FixedSettings,
  type RawClient,
  settingsOfServer,
} from '@data-import/reference-database/raw'
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
    const isEmbedded = 'directory' in location
    const { owner, settings } = await (isEmbedded ? migrateEmbedded : requireTables)(connectionString, needs, onNotice)
    const { schema } = needs
    const db = createRawClient(connectionString, { schema, ...(settings && { settings }) })
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

/** What a look at the database tells. */
interface Looked extends Pick<Database, 'owner'> {
  /** Of its sessions; undefined where a pooler refuses some. */
  settings: FixedSettings | undefined
}

async function migrateEmbedded(
  connectionString: string,
  { tables }: DatabaseNeeds,
  onNotice: (notice: string) => void,
): Promise<Looked> {
  const looked = await withConnection(connectionString, async (client) => {
    const { state } = await schemaState(client, migrationsDirectory())
    return { state, settings: await settingsOf(client) }
  })
  if (looked.state !== 'current') {
    const { migrateAroundViews } = await import('./migrate-around-views.js')
    const applied = await migrateAroundViews(connectionString, false)
    onNotice(`Applied ${applied.length} migration${applied.length === 1 ? '' : 's'} to the embedded database.`)
  }
  const made = tables.length === 0 ? [] : await withConnection(connectionString, (client) => makeTables(client, tables))
  if (made.length > 0) onNotice(`Created in the embedded database what providers declare: ${made.join(', ')}.`)
  return { owner: 'command line', settings: looked.settings }
}

async function requireTables(
  connectionString: string,
  { schema, tables, isApplication = false }: DatabaseNeeds,
  onNotice: (notice: string) => void,
): Promise<Looked> {
  return withConnection(connectionString, async (client) => {
    const state = await schemaState(client, migrationsDirectory(), schema)
    if (state.state !== 'current') {
      const elsewhere = state.state === 'missing' ? await schemasWithTables(client) : []
      throw schemaError(databaseAddress(connectionString), { schema, state, elsewhere, isApplication })
    }
    // Other providers don't need them, so this is no reason to stop.
    const lacks = tables.length === 0 ? [] : await missingTables(client, tables, schema)
    const howTo = state.owner === 'application' ? 'Add their models and migrate' : 'Run: data-import migrate'
    if (lacks.length > 0) onNotice(`The database lacks what providers declare: ${lacks.join(', ')}. ${howTo}`)
    return { owner: state.owner, settings: await settingsOf(client) }
  })
}

async function settingsOf(client: FixedClient): Promise<FixedSettings | undefined> {
  return client.hasSettings ? settingsOfServer(client) : undefined
}

/** Whether the tables of a database fit this version. */
export function readState(connectionString: string, schema: string): Promise<SchemaState> {
  return withConnection(connectionString, (client) => schemaState(client, migrationsDirectory(), schema))
}
