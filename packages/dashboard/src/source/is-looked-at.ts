import { readLedger } from '@data-import/ledger'
import type { Scope } from '../contract/page.js'
import { sourceStates } from '../state/source-state.js'

/** Whether passes look at a data source or at one of its resources: it is there, not paused and not left out. */
export async function isLookedAt(
  { db, schema }: Pick<Scope, 'db' | 'schema'>,
  dataSourceId: string,
  resource?: string,
): Promise<boolean> {
  const sources = sourceStates(await readLedger(db, { schema }), { pass: null, runs: [] })
  const source = sources.find(({ id }) => id === dataSourceId)
  if (!source?.isEnabled) return false
  return resource === undefined || source.resources.some((one) => one.resource === resource && !one.isLeftOut)
}
