import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './paths.js'
import { readReferenceSchema } from './schema/schema-reference.js'
import { tableDefinitions, tablesFolder } from './schema/table-definitions.js'
import { writeIfChanged } from './write-if-changed.js'

/** Table definitions of `@data-import/model` by file, made from the reference schema and committed. */
export function generatedTables(): ReadonlyMap<string, string> {
  return tableDefinitions(readReferenceSchema().canonical)
}

/** Writes them, and removes those of tables that are gone. */
export function writeGeneratedTables(): void {
  const files = generatedTables()
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeIfChanged(join(root, file), text)
  }
  for (const name of readdirSync(join(root, tablesFolder))) {
    if (!files.has(`${tablesFolder}/${name}`)) rmSync(join(root, tablesFolder, name))
  }
}
