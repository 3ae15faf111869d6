import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { type DatabaseAddress, openDatabase } from '../database/open-database.js'
import { databaseError } from '../errors/database-error.js'
import { TransientError } from '../errors/import-error.js'
import { createLease, type HeldLock } from './create-lease.js'
import { holderName } from './holder-name.js'
import { keepLease } from './keep-lease.js'
import { createLeaseConnection } from './lease-connection.js'
import {
  endLease,
  endLeases,
  type LeaseHolder,
  leaseRow,
  renewLeases,
  takeLease,
  takeLeaseToken,
  takePassLease,
} from './lease-statements.js'
import { lockKey, passLockName } from './lock-key.js'
import { isLockHeld } from './lock-statements.js'
import type { PassLock } from './pass-lock.js'

/** Options of the mode `lease`. */
export interface LeaseLockOptions extends DatabaseAddress {
  leaseMs: number
}

/** Rows that run out by the database's clock unless they are renewed: they need no connection that stays. */
export function leaseLock(options: LeaseLockOptions): PassLock {
  const { leaseMs } = options
  const queryTimeoutMs = Math.max(1_000, leaseMs / 3)
  return {
    async acquire({ schema }) {
      // Taking it may wait for an older writer; renewing must not wait longer than the lease lasts.
      const first = createLeaseConnection(options)
      try {
        const by: LeaseHolder = { schema, owner: randomUUID(), holder: holderName(), leaseMs }
        const name = passLockName(schema)
        const taken = await first.run(async (client) => {
          const taken = await takeSoon(client, name, by)
          return taken === undefined ? takeSoon(client, name, by) : taken
        })
        if (taken === undefined)
          throw new TransientError('Taking the lock took longer than the lease lasts. Run again.')
        if (taken === null) return null
        const connection = createLeaseConnection({ ...options, queryTimeoutMs })
        return createLease(heldLease(connection, { by, name, ...taken }, options))
      } catch (error) {
        throw databaseError(error, 'taking the lock')
      } finally {
        await first.close()
      }
    },
  }
}

/**
 * Takes the pass's lease, and its fencing token only once no advisory lock stands against it: the token of a pass that continues
 * must stay valid. In two steps, because a session looks for the lease, and sees it when it is committed. The token may have to
 * wait for an older writer, while the lease is running out already.
 * @returns undefined when too little of it was left, so that it was given back; null when somebody else has the lock.
 */
async function takeSoon(client: Client, name: string, by: LeaseHolder) {
  const takenAtMs = performance.now()
  if (!(await takePassLease(client, name, by))) return null
  let isKept = false
  try {
    if (await isLockHeld(client, lockKey(name))) return null
    const fencingToken = await takeLeaseToken(client, name, by)
    if (fencingToken === null || performance.now() - takenAtMs >= by.leaseMs / 2) return undefined
    isKept = true
    return { fencingToken, takenAtMs }
  } finally {
    // Where the connection broke, it runs out by itself.
    if (!isKept) await endLeases(client, by).catch(() => undefined)
  }
}

function heldLease(
  connection: ReturnType<typeof createLeaseConnection>,
  lock: { by: LeaseHolder; name: string; fencingToken: bigint; takenAtMs: number },
  options: DatabaseAddress,
): HeldLock {
  const { by, name } = lock
  const rows = new Set([leaseRow(name)])
  let isProcessHeld = true
  return {
    schema: by.schema,
    fencingToken: lock.fencingToken,
    openDatabase: (signal) => openDatabase({ ...options, isPooled: true, signal }),
    watch: (lose) =>
      keepLease(
        {
          leaseMs: by.leaseMs,
          takenAtMs: lock.takenAtMs,
          now: () => performance.now(),
          async renew() {
            const renewed = await connection.repeat((client) => renewLeases(client, by))
            if (!isProcessHeld) connection.letProcessEnd()
            return [...rows].every((row) => renewed.has(row))
          },
        },
        lose,
      ),
    async takeResource(resource) {
      const isTaken = await connection
        .repeat(
          async (client) =>
            (await takeLease(client, resource, name, by)) && !(await isLockHeld(client, lockKey(resource))),
        )
        .catch((error: unknown) => {
          throw databaseError(error, 'taking the lock of a resource')
        })
      if (!isTaken) {
        await connection.repeat((client) => endLease(client, resource, by)).catch(() => undefined)
        return null
      }
      rows.add(leaseRow(resource))
      return async () => {
        rows.delete(leaseRow(resource))
        // One that can't be given back now runs out with the lease of the pass, which may take it again.
        return connection.repeat((client) => endLease(client, resource, by)).catch(() => true)
      }
    },
    async releasePass() {
      isProcessHeld = false
      rows.delete(leaseRow(name))
      await connection.repeat((client) => endLease(client, name, by))
      connection.letProcessEnd()
    },
    close: () => connection.close((client) => endLeases(client, by)),
  }
}
