import { join } from 'node:path'
import { commandReference } from './commands/command-reference.js'
import { generatedPrivileges, privilegesFile } from './generated-privileges.js'
import { root } from './paths.js'
import { readReferenceSchema, schemaReference } from './schema/schema-reference.js'
import { writeIfChanged } from './write-if-changed.js'

/** Files that are made from the code, wholly or in part, and committed, so that they can be read and linked to on a code host. */
export function generatedDocuments(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/command-line.md', commandReference()],
    ['docs/schema.md', schemaReference(readReferenceSchema())],
    [privilegesFile, generatedPrivileges()],
  ])
}

/** Writes them. */
export function writeGeneratedDocuments(): void {
  for (const [file, text] of generatedDocuments()) writeIfChanged(join(root, file), text)
}
