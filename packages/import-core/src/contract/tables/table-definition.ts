import type { Json } from '../../database/json.js'
import type { NothingElse } from './nothing-else.js'

/** Postgres types that `save` writes. Lists are `text[]`. */
export type ColumnType = 'text' | 'integer' | 'bigint' | 'float' | 'boolean' | 'timestamp' | 'json' | 'text[]'

/** One column. */
export interface ColumnDefinition {
  /** Name in the database. */
  readonly column: string
  readonly type: ColumnType
  /** Default: false. */
  readonly isNullable?: boolean
}

/**
 * A table that scripts write. Beside its columns it has `id` (derived from data source, table and `externalId`)
 * and `data_source_id`, both filled by `save`; rows are identified by `(data_source_id, external_id)`.
 */
export interface TableDefinition {
  /** Name in the database: `'Commit'`. */
  readonly name: string
  /** Name of the model in the Prisma client: `'commit'`. */
  readonly model: string
  readonly columns: { readonly [field: string]: ColumnDefinition }
}

interface ValueOf {
  text: string
  integer: number
  bigint: bigint | number
  float: number
  boolean: boolean
  timestamp: Date
  json: Json
  'text[]': readonly string[]
}

type Columns = TableDefinition['columns']
type NullableField<C extends Columns> = { [F in keyof C]: C[F] extends { isNullable: true } ? F : never }[keyof C]

/** A row of the table: nullable fields may be left out, and what is left out is left as it is in the database. */
export type RowOf<Table extends TableDefinition> = {
  [F in Exclude<keyof Table['columns'], NullableField<Table['columns']>>]: ValueOf[Table['columns'][F]['type']]
} & {
  [F in NullableField<Table['columns']>]?: ValueOf[Table['columns'][F]['type']] | null
}

/**
 * Declares a table. `externalId` must be among its columns.
 *
 * @example
 * ```ts
 * import { defineTable, type RowOf } from '@data-import/core/provider'
 *
 * export const incidentTable = defineTable({
 *   name: 'Incident',
 *   model: 'incident',
 *   columns: {
 *     externalId: { column: 'external_id', type: 'text' },
 *     title: { column: 'title', type: 'text' },
 *     resolvedAt: { column: 'resolved_at', type: 'timestamp', isNullable: true },
 *   },
 * })
 *
 * export type IncidentRow = RowOf<typeof incidentTable>
 * ```
 */
export function defineTable<const Table extends TableDefinition & { columns: { externalId: ColumnDefinition } }>(
  table: Table & {
    readonly columns: {
      readonly [Field in keyof Table['columns']]: NothingElse<Table['columns'][Field], ColumnDefinition>
    }
  },
): Table {
  return table
}

/** Rows of one table, ready for a checkpoint. Made by {@link rowsOf}, {@link changesOf} and {@link replaceChildren}. */
export interface RowWrite {
  readonly table: TableDefinition
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** `upsert` inserts what is missing; `update` touches existing rows only. */
  readonly mode: 'upsert' | 'update'
  /** Of another resource, and saved because rows of this one refer to them: they don't count as imported. Default: false. */
  readonly isAlongside?: boolean
  /** The rows are all children of these parents: what else the table has of them is deleted. */
  readonly replaces?: { readonly parentField: string; readonly parentIds: readonly string[] }
}

/**
 * Rows to insert or update.
 *
 * @example
 * ```ts
 * import { type PartitionContext, rowsOf } from '@data-import/core/provider'
 * import { type CommitRow, commitTable } from '@data-import/model'
 *
 * async function savePage({ checkpoint }: PartitionContext, rows: CommitRow[], nextPage: number): Promise<void> {
 *   await checkpoint({ rows: [rowsOf(commitTable, rows)], cursor: nextPage })
 * }
 * ```
 */
export function rowsOf<Table extends TableDefinition>(table: Table, rows: readonly RowOf<Table>[]): RowWrite {
  return { table, rows, mode: 'upsert' }
}

/**
 * The same rows, as those of another resource: saved because rows of this one refer to them. What counts saved rows,
 * such as `recordsImported`, is without them; those that the database refuses count as failed all the same.
 *
 * @example
 * ```ts
 * import { alongside, type PartitionContext, rowsOf } from '@data-import/core/provider'
 * import { type CommitRow, type ContributorRow, commitTable, contributorTable } from '@data-import/model'
 *
 * async function savePage({ checkpoint, cursor }: PartitionContext, commits: CommitRow[], authors: ContributorRow[]) {
 *   await checkpoint({ rows: [alongside(rowsOf(contributorTable, authors)), rowsOf(commitTable, commits)], cursor })
 * }
 * ```
 */
export function alongside(write: RowWrite): RowWrite {
  return { ...write, isAlongside: true }
}

/**
 * Fields to change in existing rows; ids that don't exist are ignored.
 *
 * @example
 * ```ts
 * import { changesOf, type PartitionContext } from '@data-import/core/provider'
 * import { issueTable } from '@data-import/model'
 *
 * async function markRemoved({ checkpoint, cursor }: PartitionContext, ids: string[], at: Date): Promise<void> {
 *   const changes = ids.map((externalId) => ({ externalId, removedAt: at }))
 *   await checkpoint({ rows: [changesOf(issueTable, changes)], cursor })
 * }
 * ```
 */
export function changesOf<Table extends TableDefinition>(
  table: Table,
  rows: readonly ({ externalId: string } & Partial<RowOf<Table>>)[],
): RowWrite {
  return { table, rows, mode: 'update' }
}

/**
 * All children of some parents: upserts the rows, and deletes in the same transaction what the table still has of these parents and is not
 * among the rows, such as stages of a build that was started over. A parent without rows loses all its children. Give all
 * children of a parent at once: a second call for it deletes those of the first.
 *
 * @param parentField the field that refers to the parent
 * @param parentIds values of that field, as `idOf` makes them; every row must have one of them
 *
 * @example
 * ```ts
 * import { type PartitionContext, replaceChildren } from '@data-import/core/provider'
 * import { type JobRow, jobTable } from '@data-import/model'
 *
 * async function saveJobs({ checkpoint, cursor }: PartitionContext, runIds: string[], jobs: JobRow[]): Promise<void> {
 *   await checkpoint({ rows: [replaceChildren(jobTable, 'pipelineRunId', runIds, jobs)], cursor })
 * }
 * ```
 */
export function replaceChildren<Table extends TableDefinition>(
  table: Table,
  parentField: keyof RowOf<Table> & string,
  parentIds: readonly string[],
  rows: readonly RowOf<Table>[],
): RowWrite {
  return { table, rows, mode: 'upsert', replaces: { parentField, parentIds } }
}

/**
 * The column of a field.
 * @throws {TypeError} for a field that the table doesn't declare.
 */
export function columnOf(table: TableDefinition, field: string): string {
  const column = Object.hasOwn(table.columns, field) ? table.columns[field]?.column : undefined
  if (column === undefined) throw new TypeError(`The table ${table.name} declares no field "${field}".`)
  return column
}
