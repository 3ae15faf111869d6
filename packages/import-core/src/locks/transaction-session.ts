import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { closeSession } from '../database/close-session.js'
import { beginFixed } from '../database/connection-settings.js'
import { type ConnectionOptions, letProcessEnd, openConnection } from '../database/open-connection.js'
import { createTurns } from './create-turns.js'
import { keepIdleSessionAlive, prepareLockSession } from './lock-session-settings.js'
import { holdsLock, tryTransactionLock } from './lock-statements.js'

/** A connection whose open transaction holds one lock at a time: within it, a pooler keeps its server process. */
export interface TransactionSession {
  client: Client
  isOpen(): boolean
  /** Opens the transaction and takes the lock. @returns false when somebody else has it. */
  lock(key: bigint): Promise<boolean>
  /** Reads within the transaction, and lets go of the tables it read, so that nobody waits for them to the end of the lock. */
  look<R>(read: (client: Client) => Promise<R>): Promise<R>
  /** Whether the lock is there; true when it was given back. */
  isIntact(): Promise<boolean>
  /** Ends the transaction, and the lock with it. */
  unlock(): Promise<void>
  letProcessEnd(): void
  close(): Promise<void>
}

/** @param onLoss called when the connection ends while it holds a lock. */
export async function openTransactionSession(
  options: ConnectionOptions,
  onLoss: (reason: string, cause?: unknown) => void,
): Promise<TransactionSession> {
  const client = await openConnection(options)
  const inTurn = createTurns()
  let held: { key: bigint; pid: number } | undefined
  let isOpen = true
  const end = (reason: string, cause?: unknown) => {
    isOpen = false
    if (held) onLoss(reason, cause)
    held = undefined
  }
  client.on('error', (error) => end('its connection failed', error))
  client.on('end', () => end('its connection was closed'))
  try {
    await keepIdleSessionAlive(client)
  } catch (error) {
    await closeSession(client)
    throw error
  }
  return {
    client,
    isOpen: () => isOpen,
    lock: (key) =>
      inTurn(async () => {
        await client.query(beginFixed)
        await prepareLockSession(client, true)
        const taken = await tryTransactionLock(client, key)
        if (taken) held = { key, ...taken }
        else await client.query('ROLLBACK')
        return taken !== null
      }),
    look: (read) =>
      inTurn(async () => {
        await client.query('SAVEPOINT data_import_look')
        const result = await read(client)
        await client.query('ROLLBACK TO SAVEPOINT data_import_look')
        return result
      }),
    // Where nothing is held, the answer must not wait for a lock that is waiting for the pooler.
    isIntact: async () =>
      held === undefined || inTurn(async () => held === undefined || holdsLock(client, held.key, held.pid)),
    unlock: () =>
      inTurn(async () => {
        held = undefined
        await client.query('ROLLBACK')
      }),
    letProcessEnd: () => letProcessEnd(client),
    async close() {
      const isLocked = held !== undefined && isOpen
      held = undefined
      // A pooler ends the transaction of a client that went away only after that client was let go.
      if (isLocked)
        await Promise.race([client.query('ROLLBACK').catch(() => undefined), sleep(2_000, null, { ref: false })])
      await closeSession(client)
    },
  }
}
