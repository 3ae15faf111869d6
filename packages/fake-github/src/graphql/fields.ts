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

/** Resolvers by type. */
export type TypeFields = Readonly<Record<string, Fields>>

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

/** The resolvers of several tables; what a repository has is said in many. */
export function mergeFields(tables: readonly TypeFields[]): TypeFields {
  const merged: Record<string, Fields> = {}
  for (const table of tables) {
    for (const [type, fields] of Object.entries(table)) merged[type] = { ...merged[type], ...fields }
  }
  return merged
}
