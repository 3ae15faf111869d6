/** A top-level block of a Prisma schema. */
export interface Block {
  kind: 'model' | 'enum' | 'view' | 'type' | 'generator' | 'datasource'
  name: string
  /** Line of its head in its file, from 1. */
  line: number
  /** The block as it stands, with the documentation (`///`) above it. */
  text: string
  /** What is between the braces. */
  body: readonly string[]
}

const head = /^\s*(model|enum|view|type|generator|datasource)\s+(\w+)\s*\{(.*)$/

/** The blocks of one file, in order. Knows of Prisma's grammar what it takes to find names, fields and attributes. */
export function parseBlocks(text: string): Block[] {
  const lines = text.split(/\r?\n/)
  const blocks: Block[] = []
  for (let index = 0; index < lines.length; index++) {
    const [, kind, name, rest = ''] = head.exec(lines[index] ?? '') ?? []
    if (!kind || !name) continue
    let end = index
    if (!/\}\s*(\/\/.*)?$/.test(rest)) while (end + 1 < lines.length && !/^\s*\}/.test(lines[++end] ?? ''));
    let start = index
    while (/^\s*\/\/\//.test(lines[start - 1] ?? '')) start--
    blocks.push({
      kind: kind as Block['kind'],
      name,
      line: index + 1,
      text: lines.slice(start, end + 1).join('\n'),
      body: lines.slice(index + 1, end),
    })
    index = end
  }
  return blocks
}

/** A field of a model. */
export interface Field {
  name: string
  /** Without `?` and `[]`. */
  type: string
  isList: boolean
  isOptional: boolean
  /** Name of the column, if it is one. */
  column: string
  attributes: string
}

/** The field that a line declares; undefined for attributes of the model, comments and empty lines. */
export function parseField(line: string): Field | undefined {
  const [, name, type, suffix, attributes = ''] = /^\s*(\w+)\s+(\w+)(\[\]|\?)?(.*)$/.exec(line) ?? []
  if (!name || !type) return undefined
  return {
    name,
    type,
    isList: suffix === '[]',
    isOptional: suffix === '?',
    column: /(?<!@)@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(attributes)?.[1] ?? name,
    attributes,
  }
}

/** Name of the table or the enum type in the database. */
export function databaseName({ name, body }: Pick<Block, 'name' | 'body'>): string {
  const mapped = body.map((line) => /@@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(line)?.[1]).find(Boolean)
  return mapped ?? name
}
