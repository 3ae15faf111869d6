import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Block, parseBlocks, parseField } from './parse-blocks.js'

/** The models of the reference schema. */
export interface ReferenceSchema {
  /** Models and enums that every host needs. */
  bookkeeping: readonly Block[]
  /** Models of what is imported. */
  canonical: readonly Block[]
}

/** Beside the built package, else that of the checkout. */
function schemaFolder(): string {
  const copied = fileURLToPath(new URL('./schema', import.meta.url))
  return existsSync(copied) ? copied : fileURLToPath(new URL('../../../../prisma/schema', import.meta.url))
}

/** Reads the schema that this version of the import needs. */
export async function readReferenceSchema(): Promise<ReferenceSchema> {
  const folder = schemaFolder()
  const read = async (name: string) => parseBlocks(await readFile(join(folder, name), 'utf8'))
  return { bookkeeping: await read('orchestration.prisma'), canonical: await read('canonical.prisma') }
}

/** Columns by table: of each model those fields that are no relation. */
export function columnsOf(blocks: readonly Block[], all: readonly Block[] = blocks): Map<string, string[]> {
  const models = new Set(all.filter(({ kind }) => kind === 'model').map(({ name }) => name))
  return new Map(
    blocks
      .filter(({ kind }) => kind === 'model')
      .map(({ name, body }) => [
        name,
        body.flatMap((line) => {
          const field = parseField(line)
          return !field || models.has(field.type) ? [] : [field.column]
        }),
      ]),
  )
}
