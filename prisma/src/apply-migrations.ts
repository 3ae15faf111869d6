import { ConfigurationError } from '@data-import/core/provider'
import { migrationState } from './migration-state.js'
import { readMigrations, referenceMigrations } from './read-migrations.js'
import { noFilters, withSchemaEngine } from './schema-engine.js'
import { withMigrationLock } from './with-migration-lock.js'

/**
 * Applies the migrations that a database lacks, as `prisma migrate deploy` does, into the same `_prisma_migrations`.
 * Processes that migrate at once wait for each other.
 *
 * @returns their names.
 * @throws {ConfigurationError} when the database is of a newer version or another application's, or a migration fails.
 */
export async function applyMigrations(connectionString: string, directory = referenceMigrations): Promise<string[]> {
  return withMigrationLock(connectionString, async () => {
    const { pending, unknown, failed } = await migrationState(connectionString, directory)
    if (unknown.length > 0) {
      throw new ConfigurationError(
        `The database has migrations that this version does not know: ${unknown.join(', ')}. ` +
          'Update to the version that applied them; if they are of another application, use a database of its own, ' +
          "or add the models to that application's Prisma schema and migrate with it.",
      )
    }
    return pending.length + failed.length > 0 ? apply(connectionString, directory, failed) : []
  })
}

/** A failed migration left nothing, because each is one transaction: it is tried again. */
async function apply(connectionString: string, directory: string, failed: readonly string[]): Promise<string[]> {
  const migrationsList = await readMigrations(directory)
  try {
    return await withSchemaEngine(connectionString, async (engine) => {
      for (const migrationName of failed) await engine.markMigrationRolledBack({ migrationName })
      return (await engine.applyMigrations({ migrationsList, filters: noFilters })).appliedMigrationNames
    })
  } catch (error) {
    // https://www.prisma.io/docs/orm/reference/error-reference#p3005
    if (error instanceof Error && 'code' in error && error.code === 'P3005') {
      throw new ConfigurationError(
        'The database has tables of another application. Use a database of its own, ' +
          "or add the models to that application's Prisma schema and migrate with it.",
        { cause: error },
      )
    }
    throw new ConfigurationError(`A migration failed, and changed nothing: ${withoutTrace(error)}`, { cause: error })
  }
}

/** What the engine says, without the trace of its own source files that follows. */
function withoutTrace(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/\n\s+0: [\s\S]*$/, '').trim()
}
