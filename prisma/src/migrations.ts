import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withSchemaEngine } from './schema-engine.js'

/** Of the checkout; a package that bundles this one passes its own. */
export const referenceMigrations = fileURLToPath(new URL('../migrations', import.meta.url))

const filters = { externalTables: [], externalEnums: [] }

/**
 * Applies the migrations that a database lacks, as `prisma migrate deploy` does, into the same `_prisma_migrations`.
 * @returns their names.
 */
export async function applyMigrations(connectionString: string, directory = referenceMigrations): Promise<string[]> {
  const migrationsList = await readMigrations(directory)
  const applied = await withSchemaEngine(connectionString, (engine) =>
    engine.applyMigrations({ migrationsList, filters }),
  )
  return applied.appliedMigrationNames
}

/** How a database stands to the migrations. */
export interface MigrationState {
  /** Not applied yet, oldest first. */
  pending: string[]
  /** Applied here and unknown to this version: the database is newer. */
  unknown: string[]
}

export async function migrationState(
  connectionString: string,
  directory = referenceMigrations,
): Promise<MigrationState> {
  const migrationsList = await readMigrations(directory)
  const { history } = await withSchemaEngine(connectionString, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
  )
  return {
    pending: history && 'unappliedMigrationNames' in history ? history.unappliedMigrationNames : [],
    unknown: history && 'unpersistedMigrationNames' in history ? history.unpersistedMigrationNames : [],
  }
}

export async function readMigrations(directory: string) {
  const names = (await readdir(directory)).filter((name) => existsSync(join(directory, name, 'migration.sql'))).sort()
  return {
    baseDir: directory,
    lockfile: { path: 'migration_lock.toml', content: await readFile(join(directory, 'migration_lock.toml'), 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok' as const, value: await readFile(join(directory, name, 'migration.sql'), 'utf8') },
        },
      })),
    ),
  }
}
