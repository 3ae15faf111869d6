import type { Client } from 'pg'
import { closeSession } from '../database/close-session.js'
import { type ConnectionOptions, openConnection } from '../database/open-connection.js'
import { isLeaseHeld } from './lease-statements.js'
import { lockKey, passLockName } from './lock-key.js'
import { prepareLockSession } from './lock-session-settings.js'
import { type LockSessionFacts, readLockSession, readServerStart, tryLock } from './lock-statements.js'
import { NotResumedError } from './resume-session.js'

/** A connection whose session holds the pass's lock. */
export interface LockSession extends LockSessionFacts {
  client: Client
}

/** Milliseconds that the server has for each answer when a lock is taken again. */
export const silenceMs = 3_000

/**
 * Takes the locks of a session again after its server restarted. Its advisory locks are gone with the old server process, so
 * whoever came first has them; and who had them in between has raised the fencing token. So only a holder that nobody
 * followed gets them back.
 *
 * @param old as it was when the lock was taken
 * @param isCrash whether the old server process said that it was ended by a crash of another one
 * @param resources keys of the resource locks that the session held
 * @throws {NotResumedError} if somebody else has the lock, or had it, or if the server had not restarted.
 */
export async function takeSessionAgain(
  options: ConnectionOptions,
  schema: string,
  old: LockSessionFacts,
  isCrash: boolean,
  resources: Iterable<bigint>,
): Promise<LockSession> {
  const client = await openConnection({ ...options, connectTimeoutMs: silenceMs, queryTimeoutMs: silenceMs })
  try {
    const name = passLockName(schema)
    await prepareLockSession(client)
    // Before anything is locked: the server may not have noticed yet that the old session is gone.
    if (!isCrash && (await readServerStart(client)) === old.serverStartedAt) {
      throw new NotResumedError('its connection was closed, and the database had not restarted')
    }
    const isFree = (await tryLock(client, lockKey(name))) && !(await isLeaseHeld(client, schema, name))
    if (!isFree) throw new NotResumedError('its connection failed, and another pass has taken the lock since')
    const facts = await readLockSession(client, schema, name)
    if (facts.fence !== old.fence) {
      throw new NotResumedError('its connection failed, and another pass has had the lock since')
    }
    for (const key of resources) {
      if (!(await tryLock(client, key))) throw new NotResumedError('another session has taken the lock of a resource')
    }
    return { client, ...facts }
  } catch (error) {
    await closeSession(client)
    throw error
  }
}
