import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SchemasContainer } from '@prisma/schema-engine-wasm/schema_engine_bg'
import { referenceSchema } from './read-migrations.js'
import { noFilters, withSchemaEngine } from './schema-engine.js'

/**
 * The SQL that brings a database to the schema. On a freshly migrated database that is the next migration.
 *
 * @returns undefined when there is no difference.
 */
export async function schemaDifference(
  connectionString: string,
  schemaDirectory = referenceSchema,
): Promise<string | undefined> {
  const { files } = await readSchema(schemaDirectory)
  const { exitCode, stdout } = await withSchemaEngine(connectionString, (engine) =>
    engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: schemaDirectory },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: noFilters,
    }),
  )
  return exitCode === 0 ? undefined : (stdout ?? '')
}

async function readSchema(directory: string): Promise<SchemasContainer> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.prisma')).sort()
  const files = names.map(async (name) => ({ path: name, content: await readFile(join(directory, name), 'utf8') }))
  return { files: await Promise.all(files) }
}
