import { expect, it, vi } from 'vitest'
import { LockLostError } from '../errors/import-error.js'
import type { TransactionSession } from './transaction-session.js'
import { createTransactionSessions } from './transaction-sessions.js'

const session = () => ({ isOpen: () => true, close: vi.fn(async () => undefined) })

it('closes a connection that was opened only after all were closed', async () => {
  const late = session()
  const sessions = createTransactionSessions(async () => {
    await sessions.close()
    // Nothing else of it is used here.
    return late as unknown as TransactionSession
  })
  await expect(sessions.take()).rejects.toThrow(LockLostError)
  expect(late.close).toHaveBeenCalledTimes(1)
  expect(sessions.used.size).toBe(0)
})

it('opens no connection once all were closed', async () => {
  const open = vi.fn(async () => session() as unknown as TransactionSession)
  const sessions = createTransactionSessions(open)
  await sessions.close()
  await expect(sessions.take()).rejects.toThrow(LockLostError)
  expect(open).not.toHaveBeenCalled()
})
