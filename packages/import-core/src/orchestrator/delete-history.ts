import type { DatabaseClient } from '../database/client.js'
import { messageOf } from '../errors/message-of.js'
import { applyRetention, type Retention } from '../runs/apply-retention.js'
import { createRedactor } from '../secrets/create-redactor.js'
import type { PassScope } from './pass-scope.js'

/**
 * Deletes old runs and logs at the end of a pass, unless it was asked to end. Never throws: a pass whose data is in has
 * succeeded.
 * @returns what went wrong.
 */
export async function deleteHistory<Db extends DatabaseClient>(
  { retention }: { retention: Required<Retention> },
  { db, schema, lease, clock, stop, emit }: PassScope<Db>,
): Promise<string | undefined> {
  const { fencingToken } = lease
  const isStopped = () => stop.isStopped() || lease.signal.aborted
  try {
    const deleted = await applyRetention({ db, schema, fencingToken, now: () => clock.now(), isStopped }, retention)
    if (deleted.runs + deleted.logs > 0) emit({ type: 'history-deleted', at: clock.now(), ...deleted })
    return undefined
  } catch (error) {
    return `old runs and logs could not be deleted: ${messageOf(createRedactor([]).error(error))}`
  }
}
