import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg'

/** Of the checkout; a package that bundles this one passes its own. */
export const referenceMigrations = fileURLToPath(new URL('../migrations', import.meta.url))

/** The schema files of the checkout, likewise. */
export const referenceSchema = fileURLToPath(new URL('../schema', import.meta.url))

/** The migrations of a folder as the schema engine takes them, oldest first. */
export async function readMigrations(directory: string): Promise<MigrationList> {
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
