import { LockLostError } from '../errors/import-error.js'
import type { TransactionSession } from './transaction-session.js'

/** Connections for the locks of resources: as many as are held at once, used again. */
export function createTransactionSessions(open: () => Promise<TransactionSession>) {
  const idle: TransactionSession[] = []
  const used = new Set<TransactionSession>()
  let isClosed = false
  const closeAll = async (sessions: Iterable<TransactionSession>) => {
    await Promise.all([...sessions].map((session) => session.close()))
  }
  return {
    used: used as ReadonlySet<TransactionSession>,
    async take(): Promise<TransactionSession> {
      if (isClosed) throw closedError()
      const kept = idle.splice(0).filter((session) => session.isOpen())
      const session = kept.pop() ?? (await open())
      if (isClosed) {
        await closeAll([session, ...kept])
        throw closedError()
      }
      idle.push(...kept)
      used.add(session)
      return session
    },
    give(session: TransactionSession): void {
      used.delete(session)
      idle.push(session)
    },
    /** For one that failed: nothing is known of its transaction. */
    async discard(session: TransactionSession): Promise<void> {
      used.delete(session)
      await session.close()
    },
    closeIdle: () => closeAll(idle.splice(0)),
    async close(): Promise<void> {
      isClosed = true
      await closeAll([...idle, ...used])
    },
  }
}

const closedError = () => new LockLostError('The lock was given back while a connection was opened for it.')
