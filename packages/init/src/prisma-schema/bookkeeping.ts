import { columnsOf, readReferenceSchema } from './reference-schema.js'

/** The part of the reference schema that every database of an import needs. */
export interface Bookkeeping {
  /** Names of its tables and enums, which no other table may have. */
  names: ReadonlySet<string>
  /** Columns by table, as the database names them. */
  columns: ReadonlyMap<string, readonly string[]>
}

/** Reads the names of the bookkeeping tables from the reference schema, which comes with this package. */
export async function readBookkeeping(): Promise<Bookkeeping> {
  const { bookkeeping, canonical } = await readReferenceSchema()
  return {
    names: new Set(bookkeeping.map(({ name }) => name)),
    columns: columnsOf(bookkeeping, [...bookkeeping, ...canonical]),
  }
}
