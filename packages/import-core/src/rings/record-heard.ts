import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { requireFence } from '../locks/fence.js'
import { passLockName } from '../locks/lock-key.js'

/** Adds to a data source's counts of this week. One that no webhook has ever rung for has none. */
export async function recordHeard(
  db: RawClient,
  schema: string,
  dataSourceId: string,
  { told, missed }: { told: number; missed: number },
  fencingToken: bigint,
): Promise<void> {
  const week = "date_trunc('week', now() AT TIME ZONE 'UTC')::date"
  const added = (column: string, more: string) =>
    `${column} = CASE WHEN ring_week = ${week} THEN ${column} ELSE 0 END + ${more}::int`
  await db.$executeRawUnsafe(
    `UPDATE ${quoteTable(schema, 'DataSource')} SET ${added('changes_told', '$2')}, ${added('changes_missed', '$3')},
       missed_since_ring = missed_since_ring + $3::int, ring_week = ${week}
     WHERE id = $1 AND rung_at IS NOT NULL AND ${requireFence(schema, '$4', '$5::bigint')}`,
    dataSourceId,
    told,
    missed,
    passLockName(schema),
    fencingToken.toString(),
  )
}
