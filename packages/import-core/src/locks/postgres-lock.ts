import { hostname } from 'node:os'
import { Client } from 'pg'
import { databaseError } from '../errors/database-error.js'
import { LockLostError } from '../errors/import-error.js'
import { closeSession } from './close-session.js'
import { createTurns } from './create-turns.js'
import { type HeartbeatOptions, startHeartbeat } from './heartbeat.js'
import { lockKey, passLockName, resourceLockName } from './lock-key.js'
import { backendPid, holdsLock, prepareLockSession, takeFencingToken, tryLock, unlock } from './lock-statements.js'
import type { Lease, PassLock, ResourceLock } from './pass-lock.js'

/** Options of {@link postgresLock}. */
export interface PostgresLockOptions extends HeartbeatOptions {
  /** The database of `db`, reached directly: not through a transaction pooler. */
  connectionString: string
  /** Milliseconds to wait for the connection. Default: 10,000. */
  connectTimeoutMs?: number
}

/**
 * Session advisory locks on a connection of their own, opened for each pass. A pool can't hold them: it closes idle
 * connections, and it unlocks on another connection than the one that locked.
 * @throws {ConfigurationError | TransientError} from `acquire` if the database can't be reached or used.
 */
export function postgresLock(options: PostgresLockOptions): PassLock {
  return {
    async acquire({ schema }) {
      const client = await connect(options)
      try {
        await prepareLockSession(client)
        const name = passLockName(schema)
        if (!(await tryLock(client, lockKey(name)))) {
          await closeSession(client)
          return null
        }
        const pid = await backendPid(client)
        const fencingToken = await takeFencingToken(client, schema, name, `${hostname()}:${process.pid}`)
        return createLease(client, { schema, name, pid, fencingToken, heartbeat: options })
      } catch (error) {
        await closeSession(client)
        throw databaseError(error, 'taking the lock')
      }
    },
  }
}

async function connect(options: PostgresLockOptions): Promise<Client> {
  const client = new Client({
    connectionString: options.connectionString,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    // Longer than `lock_timeout`, which answers with the reason; for a server that went silent.
    query_timeout: 15_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    application_name: 'data-import lock',
  })
  // Without a listener, a connection that dies while idle ends the host's process.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    await closeSession(client)
    throw databaseError(error, 'connecting for the lock')
  }
  return client
}

interface LeaseDescription {
  schema: string
  name: string
  pid: number
  fencingToken: bigint
  heartbeat: HeartbeatOptions
}

function createLease(client: Client, lease: LeaseDescription): Lease {
  const lost = new AbortController()
  const held = new Set<bigint>()
  const inTurn = createTurns()
  let isReleased = false
  const lose = (reason: string, cause?: unknown) => {
    if (isReleased || lost.signal.aborted) return
    lost.abort(new LockLostError(`The lock of the pass was lost: ${reason}`, { cause }))
    stopHeartbeat()
    void closeSession(client)
  }
  const stopHeartbeat = startHeartbeat(
    () => inTurn(() => holdsLock(client, lockKey(lease.name), lease.pid)),
    lease.heartbeat,
    lose,
  )
  client.on('error', (error) => lose('its connection failed', error))
  client.on('end', () => lose('its connection was closed'))

  const releaseResource = async (key: bigint) => {
    if (!held.delete(key) || isReleased || lost.signal.aborted) return
    const isUnlocked = await inTurn(() => unlock(client, key)).catch(() => false)
    if (!isUnlocked) lose('a resource lock was no longer held when it was given back')
  }

  return {
    fencingToken: lease.fencingToken,
    signal: lost.signal,
    async acquireResource(dataSourceId, resource): Promise<ResourceLock | null> {
      const key = lockKey(resourceLockName(lease.schema, dataSourceId, resource))
      // The session would take its own lock a second time.
      if (held.has(key)) return null
      lost.signal.throwIfAborted()
      held.add(key)
      const isLocked = await inTurn(() => tryLock(client, key)).catch((error: unknown) => {
        held.delete(key)
        lose('its connection failed', error)
        throw lost.signal.reason
      })
      if (!isLocked) held.delete(key)
      return isLocked ? { release: () => releaseResource(key) } : null
    },
    async release() {
      isReleased = true
      stopHeartbeat()
      await closeSession(client)
    },
  }
}
