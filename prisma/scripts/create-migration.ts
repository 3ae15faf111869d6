import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbeddedDatabase, removeEmbeddedDatabase } from '@data-import/embedded-database'
import { applyMigrations, referenceMigrations } from '../src/index.js'
import { schemaDifference } from '../src/schema-difference.js'

/** Writes the migration from the last one to `prisma/schema`: `pnpm --filter reference-database create-migration add_labels`. */
const [name] = process.argv.slice(2)
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error('Name the migration in small letters, digits and underscores: create-migration add_labels')
  process.exit(2)
}

const directory = await mkdtemp(join(tmpdir(), 'data-import-migration-'))
const { connectionString, close } = await openEmbeddedDatabase({ directory, isDurable: false })
try {
  await applyMigrations(connectionString)
  const sql = await schemaDifference(connectionString)
  if (sql) console.log(`Wrote ${await write(name, sql)}: read it before you commit it.`)
  else console.log('The migrations lead to the schema as it is: there is nothing to write.')
} finally {
  await close()
  await removeEmbeddedDatabase({ directory })
}

async function write(migration: string, sql: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(referenceMigrations, `${stamp}_${migration}`)
  await mkdir(folder)
  const file = join(folder, 'migration.sql')
  await writeFile(file, sql)
  return file
}
