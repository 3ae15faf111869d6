import { readdir } from 'node:fs/promises'
import { readBookkeeping } from '@data-import/init'
import type { Client } from 'pg'
import { missingColumns } from './missing-columns.js'

/** Whether the tables of a database fit this version. */
export interface SchemaState {
  /** `older`: the command line created them, and has newer migrations. `lacking`: somebody else created them, and not all. */
  state: 'current' | 'older' | 'lacking' | 'missing'
  /** Whose migrations created the tables; undefined if there are no tables. */
  owner?: 'command line' | 'application'
  /** Of the tables that every command needs: `ImportLease`, `DataSource.created_at`. */
  lacks: readonly string[]
}

/**
 * Looks for the tables that every command needs. If the program's own migrations created them, these show how new the tables
 * are. An application has migrations of its own, so only tables and columns count there, and it may leave out canonical
 * tables: see docs/decisions/0043-tables-count-not-migrations.md.
 */
export async function schemaState(client: Client, migrations: string, schema = 'data'): Promise<SchemaState> {
  const { columns } = await readBookkeeping()
  const lacks = await missingColumns(client, schema, columns)
  if (lacks.includes('DataSource')) return { state: 'missing', lacks }
  const own = schema === 'data' ? await ownMigrations(client, migrations) : { applied: 0, all: 0 }
  if (own.applied > 0) {
    return { state: own.applied === own.all ? 'current' : 'older', owner: 'command line', lacks }
  }
  return { state: lacks.length === 0 ? 'current' : 'lacking', owner: 'application', lacks }
}

async function ownMigrations(client: Client, migrations: string): Promise<{ applied: number; all: number }> {
  const entries = await readdir(migrations, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  // With an empty search path, they were created in `public`.
  const { rows } = await client.query<{ table: string | null }>(
    `SELECT COALESCE(to_regclass('_prisma_migrations'),
       CASE WHEN current_schema() IS NULL THEN to_regclass('public._prisma_migrations') END)::text AS table`,
  )
  const table = rows[0]?.table
  if (!table) return { applied: 0, all: names.length }
  const applied = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM ${table}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL AND migration_name = ANY ($1::text[])`,
    [names],
  )
  return { applied: new Set(applied.rows.map(({ name }) => name)).size, all: names.length }
}

/** Other schemas of the database that have the tables. */
export async function schemasWithTables(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.relname IN ('DataSource', 'ImportLease', 'ImportPartition') AND c.relkind = 'r'
     GROUP BY 1 HAVING count(*) = 3 ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}
