import type { RowOf, TableDefinition } from './table-definition.js'
import type { Where } from './where.js'

/** Which rows of this data source `stored` reads. */
export interface StoredOptions<Table extends TableDefinition> {
  /** Conditions on fields, all of which must hold. Default: none. */
  where?: Where<Table>
  /** Only rows behind this `externalId`: the last one of the page before. Default: from the first. */
  after?: string
  /** Rows at most. Default: all. */
  limit?: number
}

/** What is stored of a row: each field asked for, null where it isn't known. */
export type StoredRow<Table extends TableDefinition, Field extends keyof RowOf<Table>> = {
  [F in Field]: undefined extends RowOf<Table>[F] ? Exclude<RowOf<Table>[F], undefined> | null : RowOf<Table>[F]
}

/** Which rows of an organisation `stored` reads. */
export interface OrganizationOptions<Table extends TableDefinition> extends Omit<StoredOptions<Table>, 'after'> {
  /** Of all data sources of this data source's organisation, its own and disabled ones included. */
  from: 'organization'
  /** Only rows behind this one: the last one of the page before. Default: from the first. */
  after?: { dataSourceId: string; externalId: string }
}
