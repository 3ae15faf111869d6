import { closeSession } from '../database/close-session.js'
import { letProcessEnd, openConnection } from '../database/open-connection.js'
import { type DatabaseAddress, openDatabase } from '../database/open-database.js'
import { databaseError } from '../errors/database-error.js'
import { createLease, type HeldLock } from './create-lease.js'
import type { HeartbeatOptions } from './heartbeat.js'
import { holderName } from './holder-name.js'
import { keepSession } from './keep-session.js'
import { isLeaseHeld } from './lease-statements.js'
import { lockKey, passLockName } from './lock-key.js'
import { prepareLockSession, readLockSession, takeFencingToken, tryLock, unlock } from './lock-statements.js'
import type { LockSession } from './open-lock-session.js'
import type { PassLock } from './pass-lock.js'
import { requireDirectConnection } from './require-direct-connection.js'
import { createResourceLocks } from './resource-locks.js'
import { joinAsWorker } from './worker-session.js'

/** Session advisory locks: all of a pass on one connection, which must reach Postgres directly. */
export function sessionLock(options: DatabaseAddress & HeartbeatOptions): PassLock {
  let isDirect = false
  return {
    async acquire({ schema, onWarning = () => undefined }) {
      const client = await openConnection(options)
      try {
        if (!isDirect) isDirect = await requireDirectConnection(client, options)
        await prepareLockSession(client)
        const name = passLockName(schema)
        if (!(await tryLock(client, lockKey(name))) || (await isLeaseHeld(client, schema, name))) {
          await closeSession(client)
          return null
        }
        const fencingToken = await takeFencingToken(client, schema, name, holderName())
        const facts = await readLockSession(client, schema, name)
        return createLease(heldSession({ client, ...facts }, { schema, fencingToken, onWarning }, options))
      } catch (error) {
        await closeSession(client)
        throw databaseError(error, 'taking the lock')
      }
    },
    join: ({ schema }) => joinAsWorker(options, schema),
  }
}

function heldSession(
  first: LockSession,
  { schema, fencingToken, onWarning }: { schema: string; fencingToken: bigint; onWarning(message: string): void },
  options: DatabaseAddress & HeartbeatOptions,
): HeldLock {
  const key = lockKey(passLockName(schema))
  const session = keepSession(first, { schema, key, options, onWarning })
  const resourceLocks = createResourceLocks(session.run, schema, session.resources)
  return {
    schema,
    fencingToken,
    openDatabase: (signal) => openDatabase({ ...options, isPooled: false, signal }),
    watch: session.watch,
    takeResource: resourceLocks.take,
    async releasePass() {
      session.stopResuming()
      letProcessEnd(session.client())
      await session.run((client) => unlock(client, key))
    },
    close: session.close,
  }
}
