import { readMigrations, referenceMigrations } from './read-migrations.js'
import { noFilters, withSchemaEngine } from './schema-engine.js'

/** How a database stands to the migrations. */
export interface MigrationState {
  /** Not applied yet, oldest first. */
  pending: string[]
  /** Applied here and not among the migrations: the database is of a newer version, or another application's. */
  unknown: string[]
  /** Begun and not ended: the last attempt failed half-way, or runs now. */
  failed: string[]
}

/** Compares a database with the migrations, and changes nothing. */
export async function migrationState(
  connectionString: string,
  directory = referenceMigrations,
): Promise<MigrationState> {
  const migrationsList = await readMigrations(directory)
  const { history, failedMigrationNames } = await withSchemaEngine(connectionString, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: noFilters }),
  )
  return {
    pending: history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [],
    unknown: history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
    failed: failedMigrationNames,
  }
}
