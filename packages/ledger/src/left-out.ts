import { type LedgerDatabase, quoteTable } from './ledger-database.js'
import type { LedgerRow } from './ledger-statements.js'

interface Wish {
  dataSourceId: string
  key: 'RESOURCES' | 'EXCLUDED_RESOURCES'
  value: string
}

/** Reads which resources the operators chose; none for a role that may not read settings. */
export async function selectWishes(db: LedgerDatabase, schema: string): Promise<readonly Wish[]> {
  const table = quoteTable(schema, 'DataSourceConfig')
  const [role] = await db.$queryRawUnsafe<{ mayRead: boolean }[]>(
    `select has_table_privilege($1, 'SELECT') as "mayRead"`,
    table,
  )
  if (!role?.mayRead) return []
  return db.$queryRawUnsafe<Wish[]>(
    `select data_source_id as "dataSourceId", key, value from ${table}
     where key in ('RESOURCES', 'EXCLUDED_RESOURCES') and not is_secret`,
  )
}

/**
 * Without the resources that the operators left out: their rows age, as they should. One that is imported all the same, because
 * others depend on it, took part in the data source's newest pass.
 */
export function withoutLeftOut(rows: readonly LedgerRow[], wishes: readonly Wish[]): LedgerRow[] {
  const namesOf = (id: string, key: Wish['key']) =>
    wishes
      .filter((wish) => wish.dataSourceId === id && wish.key === key)
      .flatMap(({ value }) => value.split('\n').map((line) => line.trim()))
      .filter((name) => name !== '')
  const newest = new Map<string, LedgerRow>()
  for (const row of rows) {
    const known = newest.get(row.dataSourceId)
    if ((row.lastSignAt ?? 0) >= (known?.lastSignAt ?? 0)) newest.set(row.dataSourceId, row)
  }
  return rows.filter(({ dataSourceId, resource, lastPassId }) => {
    if (resource === null) return true
    const only = namesOf(dataSourceId, 'RESOURCES')
    const isUnwanted =
      namesOf(dataSourceId, 'EXCLUDED_RESOURCES').includes(resource) || (only.length > 0 && !only.includes(resource))
    return !isUnwanted || lastPassId === newest.get(dataSourceId)?.lastPassId
  })
}
