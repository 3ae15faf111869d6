import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { TransientError } from '../errors/import-error.js'
import { requireFence } from '../locks/fence.js'
import { passLockName } from '../locks/lock-key.js'
import type { Lease } from '../locks/pass-lock.js'
import { encodeRecord } from '../tables/encode-value.js'

/**
 * Ends runs that a dead process left RUNNING: those whose resource lock nobody holds.
 * @returns how many.
 */
export async function closeStaleRuns(db: RawClient, schema: string, lease: Lease, now: Date): Promise<number> {
  const table = quoteTable(schema, 'DataSourceRun')
  const running = await db.$queryRawUnsafe<{ dataSourceId: string; resource: string | null }[]>(
    `SELECT DISTINCT data_source_id AS "dataSourceId", script_name AS resource FROM ${table} WHERE status = 'RUNNING'`,
  )
  let count = 0
  for (const { dataSourceId, resource } of running) {
    const lock = await lease.acquireResource(dataSourceId, resource ?? '').catch((error: unknown) => {
      // Left for the next pass.
      if (error instanceof TransientError && !lease.signal.aborted) return null
      throw error
    })
    if (!lock) continue
    try {
      count += await db.$executeRawUnsafe(
        `UPDATE ${table} SET status = 'FAILED',
           completed_at = (jsonb_populate_record(NULL::${table}, $3::text::jsonb)).completed_at,
           error_message = 'The process of this run ended without finishing it; the next pass continues from its last checkpoint.'
         WHERE status = 'RUNNING' AND data_source_id = $1 AND script_name IS NOT DISTINCT FROM $2
           AND ${requireFence(schema, '$4', '$5::bigint')}`,
        dataSourceId,
        resource,
        encodeRecord({ completed_at: now }),
        passLockName(schema),
        lease.fencingToken.toString(),
      )
    } finally {
      await lock.release()
    }
  }
  return count
}
