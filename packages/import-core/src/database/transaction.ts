import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RawClient, TransactionalClient } from '../contract/database.js'
import { isConnectionFailure } from '../errors/database-error.js'
import { sqlState } from '../errors/sql-state.js'

/** Long enough for the largest page on a busy database; Prisma's own 5 s are not. */
const limits = { maxWait: 60_000, timeout: 600_000 }

const mostAttempts = 10

/** Serialization failure and deadlock: the transaction did nothing and may simply be run again. */
const repeatable: ReadonlySet<string | undefined> = new Set(['40001', '40P01'])

/** The server ended a transaction that stood idle, because this process was held up. */
const endedIdle = '25P03'
const attemptsOfBroken = 3

export function isTransactional(db: RawClient): db is TransactionalClient {
  return typeof (db as Partial<TransactionalClient>).$transaction === 'function'
}

/** Runs the work in a transaction of its own, or within the one that the host's client already is. */
export async function inTransaction<R>(db: RawClient, work: (transaction: RawClient) => Promise<R>): Promise<R> {
  if (!isTransactional(db)) return work(db)
  for (let attempt = 1; ; attempt++) {
    let isWorkDone = false
    const workOnce = async (transaction: RawClient) => {
      const result = await work(transaction)
      isWorkDone = true
      return result
    }
    try {
      // A copy: Prisma 7.10 writes the transaction's id into the options, and would take the next one for a nested one.
      return await db.$transaction(workOnce, { ...limits })
    } catch (error) {
      // A connection that broke before the commit took the transaction with it; after that, nobody knows.
      const isBroken = !isWorkDone && (sqlState(error) === endedIdle || isConnectionFailure(error))
      const most = repeatable.has(sqlState(error)) ? mostAttempts : isBroken ? attemptsOfBroken : 1
      if (attempt >= most) throw error
      // Those that met once should not meet again.
      await sleep(randomInt(20 * attempt))
    }
  }
}
