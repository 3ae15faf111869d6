import { hash } from 'node:crypto'
import type { TableDefinition } from '../contract/tables/table-definition.js'

/** Id of the row for an external id: the same in every pass, so that references need no look-up. */
export function rowId(dataSourceId: string, table: TableDefinition, externalId: string): string {
  return hash('sha256', `v1\0${dataSourceId}\0${table.name}\0${externalId}`, 'hex').slice(0, 32)
}
