import { ConfigurationError } from '@data-import/core'
import { type Edit, replaceLine } from './edit.js'
import type { HostBlock, HostSchema } from './host-schema.js'
import { databaseName } from './prisma-schema/parse-blocks.js'
import { readList } from './schema-list.js'
import type { SelectedModel } from './select-models.js'

/**
 * Whether the import's models must say their schema: not where every model is in the application's own and none says so.
 *
 * @param home Postgres schema of models that say none
 */
export function mustNameSchema(host: HostSchema, schema: string, home: string): boolean {
  return schema !== home || schemasOf(datasource(host)) !== undefined || host.kind === 'none'
}

/**
 * What the application's own schema files need before Prisma takes models in another Postgres schema: once a datasource
 * lists `schemas`, every model must say its own.
 *
 * @param about.home Postgres schema of models that say none
 * @param about.prismaVersion undefined: a new one
 */
export function schemaEdits(
  host: HostSchema,
  schema: string,
  { home, prismaVersion }: { home: string; prismaVersion: string | undefined },
): Edit[] {
  if (host.kind === 'none' || !mustNameSchema(host, schema, home)) return []
  const source = datasource(host)
  if (!source) return []
  const listed = schemasOf(source)
  if (listed?.includes(schema)) return preview(host, prismaVersion)
  const silent = host.blocks.filter(
    ({ kind, body }) => /model|enum|view/.test(kind) && !body.some((line) => /^\s*@@schema/.test(line)),
  )
  return [
    listEdit(source, 'schemas', listed ? [schema] : [...new Set([home, schema])]),
    ...preview(host, prismaVersion),
    ...silent.map(({ kind, name, file, line, body }) => ({
      ...{ file, line },
      change: `add inside the ${kind} ${name}: @@schema("${home}")`,
      insertion: `  @@schema("${home}")`,
      // Before the brace that ends it.
      insertAfter: line + body.length,
    })),
  ]
}

/** Adds to a list of a block, or the list to the block. */
function listEdit({ kind, file, line, body }: HostBlock, setting: string, names: readonly string[]): Edit {
  const listed = readList(body, setting)
  const quoted = (each: readonly string[]) => each.map((name) => `"${name}"`).join(', ')
  if (!listed) {
    const text = `${setting} = [${quoted(names)}]`
    return { file, line, change: `add inside the ${kind}: ${text}`, insertion: `  ${text}` }
  }
  const place = line + 1 + listed.index
  const stated = body[listed.index] ?? ''
  if (listed.isOneLine) {
    return replaceLine(file, place, stated.replace(/\[[^\]]*\]/, `[${quoted([...listed.names, ...names])}]`))
  }
  const text = `${quoted(names)},`
  return { file, line: place, change: `add to the list, as its first: ${text}`, insertion: `    ${text}` }
}

/** Before 6.13 Prisma wants `multiSchema` for schemas: https://github.com/prisma/orm/releases/tag/6.13.0 */
export function hasPreviewOfSchemas(prismaVersion: string | undefined): boolean {
  const [major = 7, minor = 0] = (prismaVersion ?? '').split('.').filter(Boolean).map(Number)
  return major < 6 || (major === 6 && minor < 13)
}

function preview(host: HostSchema, prismaVersion: string | undefined): Edit[] {
  if (!hasPreviewOfSchemas(prismaVersion)) return []
  const generator = host.blocks.find(({ kind }) => kind === 'generator')
  if (!generator || generator.body.some((line) => /multiSchema/.test(line))) return []
  return [listEdit(generator, 'previewFeatures', ['multiSchema'])]
}

/**
 * Two models of one table would undo each other's migrations.
 * @throws {ConfigurationError} where the application has tables of these names in that schema.
 */
export function refuseTakenTables(
  host: HostSchema,
  models: readonly SelectedModel[],
  schema: string,
  home: string,
): void {
  const tables = new Set(models.map(({ table }) => table))
  const clashes = host.blocks.filter(
    (block) =>
      /model|enum|view/.test(block.kind) && (schemaOf(block) ?? home) === schema && tables.has(databaseName(block)),
  )
  if (clashes.length === 0) return
  const places = clashes.map(({ name, file, line }) => `${name} (${file}:${line})`).join(', ')
  throw new ConfigurationError(
    `The schema "${schema}" has tables of these names already: ${places}. Nothing was written. Choose another schema for the import: --schema data`,
  )
}

/** The Postgres schema that a block says. */
export function schemaOf({ body }: HostBlock): string | undefined {
  return body.map((line) => /@@schema\(\s*(?:map:\s*)?"([^"]+)"/.exec(line)?.[1]).find(Boolean)
}

/** The block that says which database it is. */
export function datasource({ blocks }: HostSchema): HostBlock | undefined {
  return blocks.find(({ kind }) => kind === 'datasource')
}

function schemasOf(source: HostBlock | undefined): string[] | undefined {
  return readList(source?.body ?? [], 'schemas')?.names
}
