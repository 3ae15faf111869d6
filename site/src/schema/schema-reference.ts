import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../paths.js'
import { type Column, type Enumeration, parseSchema, type Schema, type Table } from './parse-schema.js'

/** The parts of the reference schema. */
export interface ReferenceSchema {
  bookkeeping: Schema
  canonical: Schema
  /** Links that are made from the others. */
  insight: Schema
}

/** Reads the reference schema of the checkout. */
export function readReferenceSchema(): ReferenceSchema {
  const read = (name: string) => parseSchema(readFileSync(join(root, `prisma/schema/${name}.prisma`), 'utf8'))
  return { bookkeeping: read('orchestration'), canonical: read('canonical'), insight: read('insight') }
}

/** The reference of the schema as Markdown. The site draws a diagram at each comment `diagram: …`. */
export function schemaReference({ bookkeeping, canonical, insight }: ReferenceSchema): string {
  return `${[
    introduction,
    ...half('Bookkeeping', 'bookkeeping', bookkeepingText, bookkeeping),
    ...half('Canonical tables', 'canonical', canonicalText, canonical),
    ...half('Links', null, insightText, insight),
  ].join('\n\n')}\n`
}

const introduction = `# Schema

<!-- Written by \`npm run docs -- --generate\` from prisma/schema: change the comments there instead. -->

All tables are in the Postgres schema \`data\`. A host copies [\`orchestration.prisma\`](../prisma/schema/orchestration.prisma)
and [\`canonical.prisma\`](../prisma/schema/canonical.prisma) into its own schema
([Getting started](getting-started.md#2-add-the-tables)), where columns and relations may be added; on the command line,
\`data-import migrate\` makes the tables. Names are those of Postgres; where Prisma's differs, it stands below. Instants have
milliseconds and a time zone.`

const bookkeepingText = `What is configured, what ran, and what is complete. The host writes the first two; core writes the others, and \`last_sync_at\`.`

const canonicalText = `One meaning for all vendors. A row's identity is \`(data_source_id, external_id)\`: a name is none, things get renamed. Unknown
is null and never 0. A vendor's status is kept in its own word beside the one that is compared. All tables refer to
\`DataSource\`, which the diagram leaves out; references to contributors carry no foreign key (dashed), for scripts
that run side by side write both ends.`

const insightText = `What [\`linkRecords\`](insight.md) makes of the canonical tables, and what people say about them. Only for hosts that want it: the
models are in [\`insight.prisma\`](../prisma/schema/insight.prisma). None has a foreign key.`

function half(title: string, name: string | null, text: string, { tables, enumerations }: Schema): string[] {
  return [
    `## ${title}`,
    text,
    ...(name === null ? [] : [`<!-- diagram: ${name} -->`]),
    ...tables.map(tableSection),
    ...enumerations.map(enumerationSection),
  ]
}

function tableSection({ name, description, columns, uniques }: Table): string {
  const names = new Map(columns.map((column) => [column.field, column.name]))
  const rows = columns.map((column) => `| ${nameOf(column)} | ${typeOf(column)} | ${meaningOf(column)} |`)
  const keys = uniques.map((fields) => `\`(${fields.map((field) => names.get(field)).join(', ')})\``)
  return [
    `### ${name}`,
    description,
    ['| Column | type | means |', '| --- | --- | --- |', ...rows].join('\n'),
    ...(keys.length > 0 ? [`Unique: ${keys.join(', ')}.`] : []),
  ].join('\n\n')
}

function nameOf({ name, field }: Column): string {
  return name === field ? `\`${name}\`` : `\`${name}\` <br>\`${field}\``
}

function typeOf({ type, isNullable, isKey }: Column): string {
  const notes = [...(isNullable ? ['or null'] : []), ...(isKey ? ['key'] : [])]
  return [/^[A-Z]/.test(type) ? `[\`${type}\`](#${type.toLowerCase()})` : `\`${type}\``, ...notes].join(', ')
}

function meaningOf({ description, references, defaultValue }: Column): string {
  const target = references ? ` Refers to [\`${references}\`](#${references.toLowerCase()}).` : ''
  // A default that Prisma's client makes up is none of the table's.
  const preset = defaultValue && defaultValue !== 'cuid()' ? ` Default: \`${defaultValue}\`.` : ''
  return `${description}${target}${preset}`.replaceAll('|', '\\|')
}

function enumerationSection({ name, description, values }: Enumeration): string {
  const rows = values.map((value) => `| \`${value.name}\` | ${value.description} |`)
  return `### ${name}\n\n${description}\n\n${['| Value | means |', '| --- | --- |', ...rows].join('\n')}`
}
