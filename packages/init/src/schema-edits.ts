import { ConfigurationError } from '@data-import/core'
import type { HostBlock, HostSchema } from './host-schema.js'
import { databaseName } from './prisma-schema/parse-blocks.js'
import type { SelectedModel } from './select-models.js'

/** A change to a file of the application, for its people to make. */
export interface Edit {
  file: string
  /** From 1; what is to be changed is there. */
  line: number
  /** What to do, with the text to write. */
  change: string
}

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
  if (listed?.names.includes(schema)) return preview(host, prismaVersion)
  const names = listed?.names ?? [home]
  const list = `schemas = [${[...new Set([...names, schema])].map((name) => `"${name}"`).join(', ')}]`
  const edit = listed
    ? { file: source.file, line: listed.line, change: `make it: ${list}` }
    : { file: source.file, line: source.line, change: `add inside the datasource: ${list}` }
  const silent = host.blocks.filter(
    ({ kind, body }) => /model|enum|view/.test(kind) && !body.some((line) => /^\s*@@schema/.test(line)),
  )
  return [
    edit,
    ...preview(host, prismaVersion),
    ...silent.map(({ kind, name, file, line }) => ({
      ...{ file, line },
      change: `add inside the ${kind} ${name}: @@schema("${home}")`,
    })),
  ]
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
  const { file, line } = generator
  const change = 'add inside the generator: previewFeatures = ["multiSchema"] (or update to Prisma 6.13 or newer)'
  return [{ file, line, change }]
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

function schemaOf({ body }: HostBlock): string | undefined {
  return body.map((line) => /@@schema\(\s*(?:map:\s*)?"([^"]+)"/.exec(line)?.[1]).find(Boolean)
}

function datasource({ blocks }: HostSchema): HostBlock | undefined {
  return blocks.find(({ kind }) => kind === 'datasource')
}

function schemasOf(source: HostBlock | undefined): { names: string[]; line: number } | undefined {
  const index = source?.body.findIndex((line) => /^\s*schemas\s*=/.test(line)) ?? -1
  if (!source || index < 0) return undefined
  const names = [...(source.body[index] ?? '').matchAll(/"([^"]+)"/g)].map(([, name = '']) => name)
  return { names, line: source.line + 1 + index }
}
