import { closeSession } from '../database/close-session.js'
import { letProcessEnd, openConnection } from '../database/open-connection.js'
import { type DatabaseAddress, openDatabase } from '../database/open-database.js'
import { databaseError } from '../errors/database-error.js'
import { createLease, type HeldLock } from './create-lease.js'
import type { HeartbeatOptions } from './heartbeat.js'
import { holderName } from './holder-name.js'
import { keepSession } from './keep-session.js'
import { lockKey, passLockName } from './lock-key.js'
import { prepareLockSession } from './lock-session-settings.js'
import { unlock } from './lock-statements.js'
import type { LockSession } from './open-lock-session.js'
import type { PassLock } from './pass-lock.js'
import { requireDirectConnection } from './require-direct-connection.js'
import { createResourceLocks } from './resource-locks.js'
import { takePassLock } from './take-pass-lock.js'
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
        const taken = await takePassLock(client, schema, name, holderName())
        if (taken) {
          const { fencingToken, ...facts } = taken
          return createLease(heldSession({ client, ...facts }, { schema, fencingToken, onWarning }, options))
        }
        await closeSession(client)
        return null
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
