import { useTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import type { RawClient } from './client.js'
import { inTransaction } from './transaction.js'

const database = useTestDatabase()

/** Ends the server's process of a transaction, and waits until it is gone. */
async function endSession(transaction: RawClient): Promise<void> {
  const [session] = await transaction.$queryRawUnsafe<{ pid: number }[]>('SELECT pg_backend_pid() AS pid')
  await database.db.$queryRawUnsafe('SELECT pg_terminate_backend($1::int, 10000)', session?.pid)
}

it('runs again what a connection that broke before the commit took with it, however often within its time', async () => {
  let attempts = 0
  const value = await inTransaction(database.db, async (transaction) => {
    if (++attempts < 7) await endSession(transaction)
    const [row] = await transaction.$queryRawUnsafe<{ value: number }[]>('SELECT 7 AS value')
    return row?.value
  })
  expect([value, attempts]).toEqual([7, 7])
})

it('gives up when it breaks each time, once its time is over, and tells of each time before', async () => {
  let attempts = 0
  const told: unknown[] = []
  const work = inTransaction(
    database.db,
    async (transaction) => {
      attempts++
      await endSession(transaction)
      return transaction.$queryRawUnsafe('SELECT 7')
    },
    (error) => told.push(error),
    200,
  )
  await expect(work).rejects.toThrow()
  expect(attempts).toBe(told.length + 1)
})

it('does not run again what may have been committed', async () => {
  let attempts = 0
  const work = inTransaction(database.db, async (transaction) => {
    attempts++
    await endSession(transaction)
  })
  await expect(work).rejects.toThrow()
  expect(attempts).toBe(1)
})

it('does not run again what fails for another reason', async () => {
  let attempts = 0
  const work = inTransaction(database.db, async () => {
    attempts++
    throw new Error('the script is wrong')
  })
  await expect(work).rejects.toThrow('the script is wrong')
  expect(attempts).toBe(1)
})
