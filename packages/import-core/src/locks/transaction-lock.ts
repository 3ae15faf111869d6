import type { ConnectionOptions } from '../database/open-connection.js'
import { type DatabaseAddress, openDatabase } from '../database/open-database.js'
import { databaseError } from '../errors/database-error.js'
import { ImportError, TransientError } from '../errors/import-error.js'
import { createLease, type HeldLock } from './create-lease.js'
import { type HeartbeatOptions, startHeartbeat } from './heartbeat.js'
import { holderName } from './holder-name.js'
import { isLeaseHeld } from './lease-statements.js'
import { lockKey, passLockName } from './lock-key.js'
import type { PassLock } from './pass-lock.js'
import { takeFencingToken } from './take-pass-lock.js'
import { openTransactionSession, type TransactionSession } from './transaction-session.js'
import { createTransactionSessions } from './transaction-sessions.js'

/**
 * Advisory locks of open transactions, which work through a transaction pooler: one connection for the pass, and one for
 * each resource lock that is held at a time, because a transaction's lock can't be given back before it ends.
 */
export function transactionLock(options: DatabaseAddress & HeartbeatOptions): PassLock {
  return {
    async acquire({ schema }) {
      const transactions = createLockTransactions(options)
      try {
        const lock = await lockPass(transactions, schema, options)
        if (lock) return createLease(lock)
        await transactions.close()
        return null
      } catch (error) {
        await transactions.close()
        throw databaseError(error, 'taking the lock')
      }
    },
  }
}

function createLockTransactions(options: ConnectionOptions) {
  let lose: (reason: string, cause?: unknown) => void = () => undefined
  return {
    ...createTransactionSessions(() => openTransactionSession(options, (...loss) => lose(...loss))),
    onLoss(listener: typeof lose) {
      lose = listener
    },
  }
}

async function lockPass(
  transactions: ReturnType<typeof createLockTransactions>,
  schema: string,
  options: DatabaseAddress & HeartbeatOptions,
): Promise<HeldLock | null> {
  const name = passLockName(schema)
  const pass = await transactions.take()
  if (!(await pass.lock(lockKey(name)))) return null
  // The token is committed at once, so on another connection than the transaction that holds the lock.
  const other = await transactions.take()
  const fencingToken = await takeFencingToken(other.client, schema, name, holderName())
  if (fencingToken === null) return null
  transactions.give(other)
  if (!pass.isOpen() || !(await pass.isIntact())) {
    throw new TransientError('The lock was lost while it was being taken. Run again.')
  }
  return {
    schema,
    fencingToken,
    openDatabase: (signal) => openDatabase({ ...options, isPooled: true, signal }),
    watch(lose) {
      transactions.onLoss(lose)
      const areHeld = async () => {
        const answers = await Promise.all([...transactions.used].map((session) => session.isIntact()))
        return answers.every(Boolean)
      }
      return startHeartbeat(areHeld, options, lose)
    },
    async takeResource(resource) {
      const session = await transactions.take().catch((error: unknown) => {
        throw resourceError(error)
      })
      // Its failure concerns no other lock: a pooler may let nobody wait any longer, for example.
      const isTaken = await lockResource(session, schema, resource).catch(async (error: unknown) => {
        await transactions.discard(session)
        throw resourceError(error)
      })
      if (!isTaken) {
        transactions.give(session)
        return null
      }
      return async () => {
        await session.unlock()
        transactions.give(session)
        return true
      }
    },
    async releasePass() {
      await pass.unlock()
      transactions.give(pass)
      await transactions.closeIdle()
      for (const session of transactions.used) session.letProcessEnd()
    },
    close: transactions.close,
  }
}

function resourceError(error: unknown): unknown {
  const told = databaseError(error, 'taking the lock of a resource')
  if (ImportError.isInstance(told)) return told
  return new TransientError('The database did not answer when the lock of a resource was taken.', { cause: error })
}

async function lockResource(session: TransactionSession, schema: string, name: string): Promise<boolean> {
  if (!(await session.lock(lockKey(name)))) return false
  // A pass in the mode `lease` may have left one to a script that doesn't end.
  if (!(await session.look((client) => isLeaseHeld(client, schema, name)))) return true
  await session.unlock()
  return false
}
