import type { ExecutionContext } from '../contract/execution-context.js'
import type { TableDefinition } from '../contract/tables/table-definition.js'
import { copyConditions } from '../tables/copy-conditions.js'
import { countRows, type ReadOptions, readRows } from '../tables/read-rows.js'
import { rowId } from '../tables/row-id.js'
import type { RunScope } from './run-scope.js'

/** What a run reads of the rows that are stored already. */
export type ContextRows = Pick<ExecutionContext, 'stored' | 'count' | 'idOf'>

/** The part of a run that reads: only tables that have been compared with their declaration. */
export function createContextRows<Db>({
  pass: { db, schema, describeTable },
  identity: { dataSourceId },
}: RunScope<Db>): ContextRows {
  const scopeOf = async (table: TableDefinition, { from }: { from?: 'organization' } = {}) => {
    const { types } = await describeTable(db, table)
    return { db, schema, dataSourceId, types, ...(from && { from }) }
  }
  const stored = async (
    table: TableDefinition,
    fields: readonly string[],
    options: ReadOptions & { from?: 'organization' } = {},
  ) => {
    // Before the first wait.
    const [wanted, asked] = [[...fields], copyOptions(options)]
    return readRows(await scopeOf(table, options), table, wanted, asked)
  }
  return {
    // The table has been compared with its declaration, so the columns hold what the declaration says.
    stored: stored as ContextRows['stored'],
    count: async (table, options) => {
      const { where } = copyOptions(options ?? {})
      return countRows(await scopeOf(table, options), table, where)
    },
    idOf: (table, externalId) => rowId(dataSourceId, table, externalId),
  }
}

function copyOptions({ where, after, limit }: ReadOptions): ReadOptions {
  const place = typeof after === 'object' && after !== null ? { ...after } : after
  return {
    ...(where !== undefined && { where: copyConditions(where) }),
    ...(place !== undefined && { after: place }),
    ...(limit !== undefined && { limit }),
  }
}
