import type { Context } from './context.js'

/** Arguments of a field, as the schema has checked them. */
export interface Arguments {
  readonly first?: number
  readonly last?: number
  readonly after?: string
  readonly before?: string
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' }
  readonly [name: string]: unknown
}

/** Resolvers of a type, by field. */
export type Fields = Readonly<Record<string, (source: unknown, args: Arguments, context: Context) => unknown>>

/** Resolvers of a type whose source is known: what comes to them was made by the field above. */
export function fields<Source>(
  table: Readonly<Record<string, (source: Source, args: Arguments, context: Context) => unknown>>,
): Fields {
  return Object.fromEntries(
    Object.entries(table).map(([name, resolve]) => [
      name,
      // The schema guarantees which fields lead to this type, and those make this source.
      (source: unknown, args: Arguments, context: Context) => resolve(source as Source, args, context),
    ]),
  )
}
