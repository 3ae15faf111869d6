import type { ExecutionContext } from '../contract/execution-context.js'
import type { TableDefinition } from '../contract/tables/table-definition.js'
import { countRows, readRows } from '../tables/read-rows.js'
import { rowId } from '../tables/row-id.js'
import type { RunScope } from './run-scope.js'

/** What a run reads of the rows that are stored already. */
export function createContextRows<Db>({
  pass: { db, schema, describeTable },
  identity: { dataSourceId },
}: RunScope<Db>): Pick<ExecutionContext, 'stored' | 'count' | 'idOf'> {
  const scopeOf = async (table: TableDefinition) => {
    const { types } = await describeTable(db, table)
    return { db, schema, dataSourceId, types }
  }
  return {
    stored: async (table, fields, options) => readRows(await scopeOf(table), table, fields, options),
    count: async (table, options) => countRows(await scopeOf(table), table, options?.where),
    idOf: (table, externalId) => rowId(dataSourceId, table, externalId),
  }
}
