import { quoteIdentifier, quoteTable } from '../database/identifiers.js'
import type { TableDefinition } from '../tables/table-definition.js'
import type { ColumnTypes } from './describe-table.js'

/** What a statement writes: parameters are the data source, the ids, then one array literal for each field. */
export interface WriteShape {
  schema: string
  table: TableDefinition
  types: ColumnTypes
  /** Fields written, `externalId` first. */
  fields: readonly string[]
}

/**
 * Upsert of many rows; answers how many were inserted and updated. Rows that are there already, and equal, are sorted out
 * first: an upsert would lock each, which writes it anew. `ON CONFLICT` is for who wrote the same row meanwhile.
 */
export function upsertStatement(shape: WriteShape): string {
  const { schema, table, fields } = shape
  const columns = fields.map((field) => columnOf(shape, field))
  const changing = columns.slice(1)
  const target = quoteTable(schema, table.name)
  const update =
    changing.length === 0
      ? 'DO NOTHING'
      : `DO UPDATE SET ${changing.map((column) => `${column} = EXCLUDED.${column}`).join(', ')}
         WHERE ${isDistinct(changing, 't', 'EXCLUDED')}`
  // OFFSET 0 and LIMIT keep it a look-up by the unique index for each row, however little the planner knows of the table.
  return `WITH given AS (SELECT g.id AS given_id, ${selectList(shape, true)} FROM ${givenRows(fields)} OFFSET 0),
    saved AS (
      INSERT INTO ${target} AS t (id, data_source_id, ${columns.join(', ')})
      SELECT given.given_id, $1, ${columns.map((column) => `given.${column}`).join(', ')} FROM given
      WHERE NOT EXISTS (
        SELECT FROM ${target} AS t WHERE t.data_source_id = $1 AND t.external_id = given.external_id
          ${changing.length === 0 ? '' : `AND NOT (${isDistinct(changing, 't', 'given')})`} OFFSET 0
      )
      ON CONFLICT (data_source_id, external_id) ${update}
      RETURNING (xmax = 0) AS inserted
    )
    SELECT count(*) FILTER (WHERE inserted)::int AS inserted, count(*) FILTER (WHERE NOT inserted)::int AS updated FROM saved`
}

function isDistinct(columns: readonly string[], one: string, other: string): string {
  const of = (name: string) => columns.map((column) => `${name}.${column}`).join(', ')
  return `(${of(one)}) IS DISTINCT FROM (${of(other)})`
}

/** Update of many existing rows; answers how many changed. */
export function updateStatement(shape: WriteShape): string {
  const { schema, table, fields } = shape
  const changing = fields.slice(1).map((field) => columnOf(shape, field))
  return `WITH given AS (SELECT ${selectList(shape, true)} FROM ${givenRows(fields)}),
    saved AS (
      UPDATE ${quoteTable(schema, table.name)} AS t SET ${changing.map((column) => `${column} = given.${column}`).join(', ')}
      FROM given
      WHERE t.data_source_id = $1 AND t.external_id = given.external_id
        AND ${isDistinct(changing, 't', 'given')}
      RETURNING 1
    )
    SELECT 0 AS inserted, count(*)::int AS updated FROM saved`
}

function givenRows(fields: readonly string[]): string {
  const parameters = ['$2::text[]', ...fields.map((_, index) => `$${index + 3}::text[]`)]
  return `unnest(${parameters.join(', ')}) AS g (id, ${fields.map((_, index) => `v${index}`).join(', ')})`
}

function selectList(shape: WriteShape, isNamed = false): string {
  return shape.fields
    .map((field, index) => {
      const name = shape.table.columns[field]?.column ?? ''
      const value = `g.v${index}::${shape.types.get(name) ?? 'text'}`
      return isNamed ? `${value} AS ${quoteIdentifier(name)}` : value
    })
    .join(', ')
}

function columnOf({ table }: WriteShape, field: string): string {
  return quoteIdentifier(table.columns[field]?.column ?? field)
}
