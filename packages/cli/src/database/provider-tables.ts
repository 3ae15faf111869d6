import { ConfigurationError, type TableDefinition, tableStatements } from '@data-import/core'
import { readBookkeeping } from '@data-import/init'
import { isCanonical, type LoadedProvider, requireAgreement } from '@data-import/specification/modules'
import type { Client } from 'pg'
import { missingColumns } from './missing-columns.js'

/** Any number that nobody else uses. */
const lockKey = 0x7461626c6573n

/**
 * The tables that providers declare beside the canonical ones.
 * @throws {ConfigurationError} for a table with the name of a bookkeeping table, or of another table with other columns.
 */
export async function ownTables(loaded: readonly LoadedProvider[]): Promise<TableDefinition[]> {
  const { names: reserved } = await readBookkeeping()
  for (const { origin, provider } of loaded) {
    const taken = provider.tables?.find(({ name }) => reserved.has(name))
    if (!taken) continue
    throw new ConfigurationError(
      `${origin} declares a table ${taken.name}, which is the name of one of the system's own tables: rename it.`,
    )
  }
  requireAgreement(loaded)
  const declared = loaded.flatMap(({ provider }) => provider.tables ?? []).filter((table) => !isCanonical(table))
  return [...new Map(declared.map((table) => [table.name, table])).values()]
}

/** What the database lacks of them: `Card` for a table, `Card.points` for a column. */
export async function missingTables(
  client: Client,
  tables: readonly TableDefinition[],
  schema = 'data',
): Promise<string[]> {
  const columns = ({ columns: declared }: TableDefinition) => Object.values(declared).map(({ column }) => column)
  return missingColumns(client, schema, new Map(tables.map((table) => [table.name, columns(table)])))
}

/**
 * Creates missing tables and columns; removes nothing.
 * @returns what was missing: `Card` for a table, `Card.points` for a column.
 */
export async function makeTables(client: Client, tables: readonly TableDefinition[]): Promise<string[]> {
  const lacks = await missingTables(client, tables)
  // Even statements that change nothing would wait for others that use the table.
  if (lacks.length === 0) return []
  await client.query('BEGIN')
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
    const affected = new Set(lacks.map((name) => name.split('.')[0]))
    for (const table of tables.filter(({ name }) => affected.has(name))) {
      for (const statement of tableStatements(table)) await client.query(statement)
    }
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw new ConfigurationError(
      `The tables of the providers can't be created: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    )
  }
  return lacks
}
