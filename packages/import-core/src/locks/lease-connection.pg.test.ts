import { useTestDatabase } from '@data-import/test-kit'
import type { Client } from 'pg'
import { expect, it, vi } from 'vitest'
import { LockLostError } from '../errors/import-error.js'
import { createLeaseConnection } from './lease-connection.js'
import { backendPid } from './lock-statements.js'

const database = useTestDatabase()

/** Breaks the connection in the middle of the work, once. */
function breaksOnce() {
  let isBroken = false
  return vi.fn(async (client: Client) => {
    if (!isBroken) {
      isBroken = true
      await client.query('SELECT pg_terminate_backend(pg_backend_pid())')
    }
    return backendPid(client)
  })
}

it('does work that may be done twice on a new connection when the open one broke', async () => {
  const connection = createLeaseConnection({ connectionString: database.url })
  const first = await connection.run(backendPid)
  expect(await connection.repeat(breaksOnce())).not.toBe(first)
  await connection.close()
})

it('does other work once, and the next on a new connection', async () => {
  const connection = createLeaseConnection({ connectionString: database.url })
  await connection.run(backendPid)
  const work = breaksOnce()
  await expect(connection.run(work)).rejects.toThrow(/terminat/i)
  expect(work).toHaveBeenCalledTimes(1)
  expect(await connection.run(backendPid)).toBeGreaterThan(0)
  await connection.close()
})

it('says farewell after the work that was asked for before, and opens nothing afterwards', async () => {
  const connection = createLeaseConnection({ connectionString: database.url })
  const order: string[] = []
  const working = connection.run(async () => void order.push('work'))
  const closing = connection.close(async () => void order.push('farewell'))
  await expect(connection.run(backendPid)).rejects.toThrow(LockLostError)
  await expect(connection.repeat(backendPid)).rejects.toThrow(LockLostError)
  await Promise.all([working, closing])
  expect(order).toEqual(['work', 'farewell'])
})
