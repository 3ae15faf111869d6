import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.js'
import { readReferenceSchema } from './schema/schema-reference.js'
import { wrapText } from './wrap-text.js'

/** Grants privileges on every table, by hand but for the lists of the canonical ones. */
export const privilegesFile = 'prisma/privileges.sql'

const list =
  /(^ *-- The canonical tables, written by `npm run docs -- --generate`\.\n).*?(^ *-- End of the canonical tables\.$)/gms

/** The file with the canonical tables of the reference schema where it marks their lists. */
export function generatedPrivileges(): string {
  const names = readReferenceSchema().canonical.tables.map(({ name }) => `data."${name}"`)
  const lines = wrapText(names.join(', '), 118).map((line) => `  ${line}\n`)
  return readFileSync(join(root, privilegesFile), 'utf8').replaceAll(
    list,
    (_, begin: string, end: string) => `${begin}${lines.join('')}${end}`,
  )
}
