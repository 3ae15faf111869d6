import { closeSession } from '../database/close-session.js'
import { letProcessEnd, openConnection } from '../database/open-connection.js'
import { type DatabaseAddress, openDatabase } from '../database/open-database.js'
import { databaseError } from '../errors/database-error.js'
import { createLease } from './create-lease.js'
import { createTurns } from './create-turns.js'
import { type HeartbeatOptions, startHeartbeat } from './heartbeat.js'
import { holderName } from './holder-name.js'
import { lockKey, workerLockName } from './lock-key.js'
import { prepareLockSession } from './lock-session-settings.js'
import { backendPid, holdsLock, tryLock, unlock } from './lock-statements.js'
import type { WorkerLease } from './pass-lock.js'
import { requireDirectConnection } from './require-direct-connection.js'
import { createResourceLocks } from './resource-locks.js'

/** As `pg_stat_activity` shows it, which cuts longer names. */
const longestName = 63

/**
 * Opens the session in which a worker holds the locks of its runs. When it ends, so do they: a worker never takes them again
 * in a new session, because its orchestrator gives the runs to others then.
 */
export async function joinAsWorker(given: DatabaseAddress & HeartbeatOptions, schema: string): Promise<WorkerLease> {
  const options = { ...given, applicationName: `data-import worker ${holderName()}`.slice(0, longestName) }
  const client = await openConnection(options)
  try {
    await requireDirectConnection(client, options)
    await prepareLockSession(client)
    let number = 1
    while (!(await tryLock(client, lockKey(workerLockName(schema, number))))) number++
    const own = lockKey(workerLockName(schema, number))
    const pid = await backendPid(client)
    const inTurn = createTurns()
    const lease = createLease({
      schema,
      fencingToken: 0n,
      openDatabase: (signal) => openDatabase({ ...options, isPooled: false, signal }),
      watch(lose) {
        client.on('error', (error) => lose('its connection failed', error))
        client.on('end', () => lose('its connection was closed'))
        return startHeartbeat(() => inTurn(() => holdsLock(client, own, pid)), options, lose)
      },
      takeResource: createResourceLocks((work) => inTurn(() => work(client)), schema).take,
      async releasePass() {
        letProcessEnd(client)
        await inTurn(() => unlock(client, own))
      },
      close: () => closeSession(client),
    })
    return Object.assign(lease, { number })
  } catch (error) {
    await closeSession(client)
    throw databaseError(error, 'taking the lock of a worker')
  }
}
