import type { Client } from 'pg'
import { closeSession } from '../database/close-session.js'
import { letProcessEnd, openConnection } from '../database/open-connection.js'
import { type DatabaseAddress, openDatabase } from '../database/open-database.js'
import { databaseError } from '../errors/database-error.js'
import { createLease, type HeldLock } from './create-lease.js'
import { createTurns } from './create-turns.js'
import { type HeartbeatOptions, startHeartbeat } from './heartbeat.js'
import { holderName } from './holder-name.js'
import { isLeaseHeld } from './lease-statements.js'
import { lockKey, passLockName } from './lock-key.js'
import { backendPid, holdsLock, prepareLockSession, takeFencingToken, tryLock, unlock } from './lock-statements.js'
import type { PassLock } from './pass-lock.js'
import { requireDirectConnection } from './require-direct-connection.js'

/** Session advisory locks: all of a pass on one connection, which must reach Postgres directly. */
export function sessionLock(options: DatabaseAddress & HeartbeatOptions): PassLock {
  let isDirect = false
  return {
    async acquire({ schema }) {
      const client = await openConnection(options)
      try {
        if (!isDirect) isDirect = await requireDirectConnection(client, options)
        await prepareLockSession(client)
        const name = passLockName(schema)
        if (!(await tryLock(client, lockKey(name))) || (await isLeaseHeld(client, schema, name))) {
          await closeSession(client)
          return null
        }
        const pid = await backendPid(client)
        const fencingToken = await takeFencingToken(client, schema, name, holderName())
        return createLease(heldSession(client, { schema, fencingToken, pid, key: lockKey(name) }, options))
      } catch (error) {
        await closeSession(client)
        throw databaseError(error, 'taking the lock')
      }
    },
  }
}

function heldSession(
  client: Client,
  { schema, fencingToken, pid, key }: { schema: string; fencingToken: bigint; pid: number; key: bigint },
  options: DatabaseAddress & HeartbeatOptions,
): HeldLock {
  const inTurn = createTurns()
  // While the pass holds its lock, one look at that stands for all: they live and die with the session.
  let watched: bigint | undefined = key
  return {
    schema,
    fencingToken,
    openDatabase: (signal) => openDatabase({ ...options, isPooled: false, signal }),
    watch(lose) {
      client.on('error', (error) => lose('its connection failed', error))
      client.on('end', () => lose('its connection was closed'))
      return startHeartbeat(
        () => inTurn(async () => watched === undefined || holdsLock(client, watched, pid)),
        options,
        lose,
      )
    },
    async takeResource(name) {
      const resource = lockKey(name)
      if (!(await inTurn(() => tryLock(client, resource)))) return null
      // A pass in the mode `lease` may have left one to a script that doesn't end.
      if (await inTurn(() => isLeaseHeld(client, schema, name))) {
        await inTurn(() => unlock(client, resource))
        return null
      }
      return () => inTurn(() => unlock(client, resource))
    },
    async releasePass() {
      watched = undefined
      letProcessEnd(client)
      await inTurn(() => unlock(client, key))
    },
    close: () => closeSession(client),
  }
}
