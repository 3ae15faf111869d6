import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isConnectionFailure } from '../errors/database-error.js'
import { sqlState } from '../errors/sql-state.js'
import type { RawClient, TransactionalClient } from './client.js'
import { TransactionLostError } from './transaction-lost.js'

/** Long enough for the largest page on a busy database; Prisma's own 5 s are not. */
const limits = { maxWait: 60_000, timeout: 600_000 }

const mostAttempts = 10

/** Serialization failure and deadlock: the transaction did nothing and may simply be run again. */
const repeatable: ReadonlySet<string | undefined> = new Set(['40001', '40P01'])

/** The server ended a transaction that stood idle, because this process was held up. */
const endedIdle = '25P03'
const longestWaitMs = 1_000

/** After which one whose connection breaks each time is given up: longer than a server takes to start again. */
const defaultPatienceMs = 30_000

export function isTransactional(db: RawClient): db is TransactionalClient {
  return typeof (db as Partial<TransactionalClient>).$transaction === 'function'
}

/**
 * Runs the work in a transaction of its own, or within the one that the host's client already is.
 *
 * @param onAgain told of each time that it is run again because its connection broke
 */
export async function inTransaction<R>(
  db: RawClient,
  work: (transaction: RawClient) => Promise<R>,
  onAgain: (error: unknown) => void = () => undefined,
  patienceMs = defaultPatienceMs,
): Promise<R> {
  if (!isTransactional(db)) return work(db)
  const untilMs = performance.now() + patienceMs
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
      if (repeatable.has(sqlState(error)) && attempt < mostAttempts) {
        // Those that met once should not meet again.
        await sleep(randomInt(20 * attempt))
        continue
      }
      // A connection that broke before the commit took the transaction with it; after that, nobody knows, unless the server says so.
      const isBroken = !isWorkDone && (sqlState(error) === endedIdle || isConnectionFailure(error))
      if (!(isBroken || error instanceof TransactionLostError) || performance.now() > untilMs) throw error
      onAgain(error)
      await sleep(randomInt(Math.min(20 * 2 ** attempt, longestWaitMs)))
    }
  }
}
