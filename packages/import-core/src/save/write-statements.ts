import type { TableDefinition } from '../contract/tables/table-definition.js'
import { quoteIdentifier, quoteTable } from '../database/identifiers.js'
import type { ColumnTypes } from './describe-table.js'

/** What a statement writes: parameters are the data source, the ids, then one array literal for each field. */
export interface WriteShape {
  schema: string
  table: TableDefinition
  types: ColumnTypes
  /** Whether rows carry the number of the transaction that wrote them. */
  hasRowVersions: boolean
  /** Fields written, `externalId` first. */
  fields: readonly string[]
}

/** What a statement answers. */
export interface WriteAnswer {
  inserted: number
  updated: number
  /** As JSON, external ids of rows that should have been written and were not; null where all were. */
  missed: string | null
}

/**
 * Upsert of many rows; answers how many were inserted and updated. Rows that are there already, and equal, are sorted out
 * first: an upsert would lock each, which writes it again. `ON CONFLICT` is for who wrote the same row meanwhile.
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
  return `WITH given AS (SELECT g.id AS given_id, ${selectList(shape)} FROM ${givenRows(fields)} OFFSET 0),
    changed AS (SELECT * FROM given WHERE NOT EXISTS (${equalRow(shape)} OFFSET 0)),
    saved AS (
      INSERT INTO ${target} AS t (id, data_source_id, ${columns.join(', ')})
      SELECT changed.given_id, $1, ${columns.map((column) => `changed.${column}`).join(', ')} FROM changed
      ON CONFLICT (data_source_id, external_id) ${update}
      RETURNING t.id, t.external_id, ${isInserted(shape)} AS inserted
    )
    SELECT count(*) FILTER (WHERE inserted)::int AS inserted, count(*) FILTER (WHERE NOT inserted)::int AS updated,
      ${missed('given_id')} FROM saved`
}

/**
 * Whether a row that was written is new. Where rows carry no versions, by what there was when the statement began: a row that somebody
 * else inserted since counts as new too.
 */
function isInserted({ schema, table, hasRowVersions }: WriteShape): string {
  return hasRowVersions
    ? '(xmax = 0)'
    : `NOT EXISTS (SELECT FROM ${quoteTable(schema, table.name)} AS o WHERE o.data_source_id = $1 AND o.external_id = t.external_id)`
}

/** Update of many existing rows; answers how many changed. */
export function updateStatement(shape: WriteShape): string {
  const { schema, table, fields } = shape
  const changing = fields.slice(1).map((field) => columnOf(shape, field))
  const target = quoteTable(schema, table.name)
  return `WITH given AS (SELECT ${selectList(shape)} FROM ${givenRows(fields)}),
    changed AS (
      SELECT t.id AS given_id, given.* FROM given, ${target} AS t
      WHERE t.data_source_id = $1 AND t.external_id = given.external_id AND ${isDistinct(changing, 't', 'given')}
    ),
    saved AS (
      UPDATE ${target} AS t SET ${changing.map((column) => `${column} = changed.${column}`).join(', ')}
      FROM changed
      WHERE t.data_source_id = $1 AND t.external_id = changed.external_id
        AND ${isDistinct(changing, 't', 'changed')}
      RETURNING t.id, t.external_id
    )
    SELECT 0 AS inserted, count(*)::int AS updated, ${missed('given_id')} FROM saved`
}

/** A row that a write missed, and that is not in the table as it was given. */
export interface MissedRow {
  externalId: string
  /** Whether there is a row of that id. */
  isThere: boolean
  /** Whether the table has Postgres's own trigger against updates that change nothing. */
  isSuppressing: boolean
  /** Whether another trigger of it may refuse a change without an error. */
  hasUpdateTrigger: boolean
}

/** Of rows that a write missed, those whose row is not what was given: somebody else may have made it so meanwhile. */
export function missedStatement(shape: WriteShape): string {
  const { schema, table, fields } = shape
  const target = quoteTable(schema, table.name)
  const oid = `${literal(target)}::regclass`
  // 1: for each row; 2: before; 16: on update. https://www.postgresql.org/docs/current/catalog-pg-trigger.html
  const trigger = (which: string) => `EXISTS (SELECT FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE (tgrelid = ${oid} OR tgrelid IN (SELECT relid FROM pg_partition_tree(${oid})))
      AND tgenabled <> 'D' AND tgtype & 19 = 19 AND proname ${which} 'suppress_redundant_updates_trigger')`
  return `WITH given AS (SELECT ${selectList(shape)} FROM ${givenRows(fields)})
    SELECT given.external_id::text AS "externalId",
      EXISTS (SELECT FROM ${target} AS t WHERE t.data_source_id = $1 AND t.external_id = given.external_id) AS "isThere",
      ${trigger('=')} AS "isSuppressing", ${trigger('<>')} AS "hasUpdateTrigger"
    FROM given WHERE NOT EXISTS (${equalRow(shape)})`
}

/** Writes rows that are there, whether or not they differ; answers which of them were written. To be rolled back. */
export function probeStatement(shape: WriteShape): string {
  const { schema, table, fields } = shape
  const changing = fields.slice(1).map((field) => columnOf(shape, field))
  return `WITH given AS (SELECT ${selectList(shape)} FROM ${givenRows(fields)})
    UPDATE ${quoteTable(schema, table.name)} AS t SET ${changing.map((column) => `${column} = given.${column}`).join(', ')}
    FROM given WHERE t.data_source_id = $1 AND t.external_id = given.external_id
    RETURNING given.external_id::text AS "externalId"`
}

/** The row as it was given, in the table. */
function equalRow(shape: WriteShape): string {
  const { schema, table, fields } = shape
  const changing = fields.slice(1).map((field) => columnOf(shape, field))
  return `SELECT FROM ${quoteTable(schema, table.name)} AS t WHERE t.data_source_id = $1 AND t.external_id = given.external_id
    ${changing.length === 0 ? '' : `AND NOT (${isDistinct(changing, 't', 'given')})`}`
}

/** A trigger may have changed an external id, and a row may have kept an older id: what has neither was not written. */
function missed(id: string): string {
  return `CASE WHEN count(*) < (SELECT count(*) FROM changed) THEN (
    SELECT json_agg(changed.external_id)::text FROM changed WHERE NOT EXISTS (
      SELECT FROM saved AS s WHERE s.external_id = changed.external_id OR s.id = changed.${id}
    )) END AS missed`
}

function isDistinct(columns: readonly string[], one: string, other: string): string {
  const of = (name: string) => columns.map((column) => `${name}.${column}`).join(', ')
  return `(${of(one)}) IS DISTINCT FROM (${of(other)})`
}

function givenRows(fields: readonly string[]): string {
  const parameters = ['$2::text[]', ...fields.map((_, index) => `$${index + 3}::text[]`)]
  return `unnest(${parameters.join(', ')}) AS g (id, ${fields.map((_, index) => `v${index}`).join(', ')})`
}

function selectList(shape: WriteShape): string {
  return shape.fields
    .map((field, index) => {
      const name = shape.table.columns[field]?.column ?? ''
      return `g.v${index}::${shape.types.get(name) ?? 'text'} AS ${quoteIdentifier(name)}`
    })
    .join(', ')
}

function columnOf({ table }: WriteShape, field: string): string {
  return quoteIdentifier(table.columns[field]?.column ?? field)
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
