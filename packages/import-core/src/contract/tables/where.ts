import type { RowOf, TableDefinition } from './table-definition.js'

/** Fields that can be compared: all but JSON and lists. */
type ComparableField<Table extends TableDefinition> = {
  [F in keyof Table['columns']]: Table['columns'][F]['type'] extends 'json' | 'text[]' ? never : F
}[keyof Table['columns']] &
  string

type ValueOf<Table extends TableDefinition, Field> = Field extends keyof RowOf<Table>
  ? Exclude<RowOf<Table>[Field], null | undefined>
  : never

/**
 * What a field must be: a value, null where it isn't known, one of several or none of them, or between bounds. A row that
 * lacks the field fits `notIn`, and no bounds.
 */
export type Condition<Value> =
  | Value
  | null
  | { readonly in: readonly Value[] }
  | { readonly notIn: readonly Value[] }
  | { readonly gt?: Value; readonly gte?: Value; readonly lt?: Value; readonly lte?: Value }

/** Conditions on fields of a table, all of which must hold. */
export type Where<Table extends TableDefinition> = {
  readonly [F in ComparableField<Table>]?: Condition<ValueOf<Table, F>>
}
