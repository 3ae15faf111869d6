/** A column of a table. */
export interface Column {
  /** In Prisma. */
  field: string
  /** In Postgres. */
  name: string
  /** In Postgres, such as `timestamptz(3)`. */
  type: string
  isNullable: boolean
  defaultValue: string | undefined
  /** The table that it refers to, by a foreign key. */
  references: string | undefined
  isKey: boolean
  description: string
}

/** A table. */
export interface Table {
  name: string
  description: string
  columns: Column[]
  /** Sets of fields that are unique, the primary key first where it has more than one. */
  uniques: string[][]
}

/** A type with a few values. */
export interface Enumeration {
  name: string
  description: string
  values: { name: string; description: string }[]
}

/** What a file of the Prisma schema declares. */
export interface Schema {
  tables: Table[]
  enumerations: Enumeration[]
}

const postgresTypes: Readonly<Record<string, string>> = {
  String: 'text',
  Int: 'integer',
  BigInt: 'bigint',
  DateTime: 'timestamp',
  Boolean: 'boolean',
  Float: 'double precision',
  Json: 'jsonb',
}

/**
 * Reads a file of the Prisma schema, as far as ours go.
 *
 * A line `/// name: text` that stands before the first table describes all columns of that name in the file that have no
 * comment of their own.
 *
 * @throws {Error} for a line that it doesn't understand, and for a table, column, enumeration or value without a
 * description.
 */
export function parseSchema(text: string): Schema {
  const found = [...text.matchAll(/^((?:\/\/\/.*\n)*)(model|enum) (\w+) \{\n((?:(?!\}).*\n)*)\}\n/gm)]
  const head = text.slice(0, found[0]?.index)
  const strange = found
    .reduce((rest, [block]) => rest.replace(block, ''), text)
    .replaceAll(/^\/\/.*$/gm, '')
    .trim()
  if (strange !== '') throw new Error(`This of the schema can't be read: ${strange.slice(0, 80)}`)
  const shared = new Map(
    [...head.matchAll(/^\/\/\/ (\w+): (.*(?:\n\/\/\/ {3}.*)*)/gm)].map(([, name = '', description = '']) => [
      name,
      description.replaceAll(/\n\/\/\/ +/g, ' '),
    ]),
  )
  const blocks = found.map(readBlock)
  const models = blocks.filter(({ kind }) => kind === 'model')
  const enumerations = blocks.filter(({ kind }) => kind === 'enum').map(readEnumeration)
  const types = new Set([...Object.keys(postgresTypes), ...enumerations.map(({ name }) => name)])
  return { tables: models.map((block) => readTable(block, { types, shared })), enumerations }
}

interface Block {
  kind: string
  name: string
  description: string
  lines: { text: string; description: string }[]
}

function readBlock([, comment = '', kind = '', name = '', body = '']: RegExpMatchArray): Block {
  const lines: Block['lines'] = []
  let description = ''
  for (const line of body.split('\n').map((each) => each.trim())) {
    if (line.startsWith('///')) description = `${description} ${line.slice(3).trim()}`.trim()
    else if (line !== '') {
      lines.push({ text: line, description })
      description = ''
    }
  }
  return {
    kind,
    name,
    description: described(
      name,
      comment
        .replaceAll(/^\/\/\/ ?/gm, '')
        .replaceAll('\n', ' ')
        .trim(),
    ),
    lines,
  }
}

function readTable(block: Block, known: { types: ReadonlySet<string>; shared: ReadonlyMap<string, string> }): Table {
  const table: Table = { name: block.name, description: block.description, columns: [], uniques: [] }
  const references = new Map<string, string>()
  for (const { text, description } of block.lines) {
    const [field = '', type = ''] = text.split(/\s+/)
    if (field.startsWith('@@')) {
      const fields = /^@@(?:id|unique)\(\[([^\]]+)\]/.exec(text)?.[1]
      if (fields) table.uniques.push(fields.split(', '))
    } else if (known.types.has(bare(type))) {
      table.columns.push(readColumn(block.name, text, description || (known.shared.get(field) ?? '')))
    } else {
      const own = /@relation\(fields: \[(\w+)\]/.exec(text)?.[1]
      if (own) references.set(own, bare(type))
    }
  }
  for (const column of table.columns) column.references = references.get(column.field)
  return table
}

function readColumn(table: string, text: string, description: string): Column {
  const [field = '', type = ''] = text.split(/\s+/)
  const native = /@db\.(\w+)(\(\d+\))?/.exec(text)
  const plain = native ? `${native[1]?.toLowerCase()}${native[2] ?? ''}` : (postgresTypes[bare(type)] ?? bare(type))
  return {
    field,
    name: /@map\("(\w+)"\)/.exec(text)?.[1] ?? field,
    type: type.endsWith('[]') ? `${plain}[]` : plain,
    isNullable: type.endsWith('?'),
    defaultValue: /@default\((.*?)\)(?= |$)/.exec(text)?.[1],
    references: undefined,
    isKey: / @id\b/.test(text),
    description: described(`${table}.${field}`, description),
  }
}

function readEnumeration({ name, description, lines }: Block): Enumeration {
  const values = lines.filter(({ text }) => !text.startsWith('@@'))
  return {
    name,
    description,
    values: values.map((value) => ({
      name: value.text,
      description: described(`${name}.${value.text}`, value.description),
    })),
  }
}

function described(name: string, description: string): string {
  if (description === '') throw new Error(`${name} has no description in the schema: write /// above it.`)
  return description
}

function bare(type: string): string {
  return type.replace(/(\?|\[\])$/, '')
}
