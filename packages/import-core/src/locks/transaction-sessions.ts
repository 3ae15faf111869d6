import type { TransactionSession } from './transaction-session.js'

/** Connections for the locks of resources: as many as are held at once, used again. */
export function createTransactionSessions(open: () => Promise<TransactionSession>) {
  const idle: TransactionSession[] = []
  const used = new Set<TransactionSession>()
  const closeAll = async (sessions: Iterable<TransactionSession>) => {
    await Promise.all([...sessions].map((session) => session.close()))
  }
  return {
    used: used as ReadonlySet<TransactionSession>,
    async take(): Promise<TransactionSession> {
      const kept = idle.splice(0).filter((session) => session.isOpen())
      const session = kept.pop() ?? (await open())
      idle.push(...kept)
      used.add(session)
      return session
    },
    give(session: TransactionSession): void {
      used.delete(session)
      idle.push(session)
    },
    closeIdle: () => closeAll(idle.splice(0)),
    close: () => closeAll([...idle, ...used]),
  }
}
