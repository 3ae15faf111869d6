import { readdir } from 'node:fs/promises'
import type { Client } from 'pg'

/** How the tables of a database stand to this version. */
export type SchemaState = 'current' | 'older' | 'missing'

/**
 * Reads what migrations were applied. Where none of ours was and the tables are there, an application that embeds the
 * system made them with migrations of its own: that is for it to keep current.
 */
export async function schemaState(client: Client, migrations: string): Promise<SchemaState> {
  const { rows } = await client.query<{ hasTables: boolean; hasMigrations: boolean }>(
    `SELECT to_regclass('data."ImportLease"') IS NOT NULL AS "hasTables",
       to_regclass('_prisma_migrations') IS NOT NULL AS "hasMigrations"`,
  )
  if (!rows[0]?.hasTables) return 'missing'
  const applied = rows[0].hasMigrations ? await appliedMigrations(client) : new Set<string>()
  const entries = await readdir(migrations, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const count = names.filter((name) => applied.has(name)).length
  return count === 0 || count === names.length ? 'current' : 'older'
}

async function appliedMigrations(client: Client): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  )
  return new Set(rows.map(({ name }) => name))
}
