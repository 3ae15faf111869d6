import { dropViews, installViews, readViews } from '@data-import/insight'
import { applyMigrations } from '@data-import/reference-database'
import { withConnection } from './connect.js'
import { insightConnection } from './insight-connection.js'
import { migrationsDirectory } from './migrations-directory.js'

/**
 * Applies the migrations that a database lacks. Postgres changes no column that a view has, so views that are installed are dropped
 * before and made anew afterwards, also if the migration fails.
 *
 * @param isCurrent whether there is nothing to apply
 * @returns the names of the migrations.
 */
export async function migrateAroundViews(connectionString: string, isCurrent: boolean): Promise<string[]> {
  const hasViews = await withConnection(connectionString, async (client) => {
    const db = insightConnection(client)
    return isCurrent ? (await readViews(db)).version !== null : dropViews(db)
  })
  try {
    return await applyMigrations(connectionString, migrationsDirectory())
  } finally {
    if (hasViews) await withConnection(connectionString, (client) => installViews(insightConnection(client)))
  }
}
