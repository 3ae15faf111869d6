import { TransientError } from '@data-import/core/provider'
import type { Client } from 'pg'
import { FixedClient } from './fixed-client.js'
import { settingsFor } from './fixed-settings.js'

/** `migrate` in ASCII: any number will do that nobody else takes. */
const lockKey = 0x6d696772617465n
const longestWait = '10min'

/**
 * Does work while no other process migrates the same database. The schema engine has a lock of its own, but lets go of
 * it between looking and applying, and takes what another process is just applying for failed.
 */
export async function withMigrationLock<R>(connectionString: string, work: () => Promise<R>): Promise<R> {
  const settings = await settingsFor(connectionString)
  const client = new FixedClient({ connectionString, application_name: 'data-import migrate', settings })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await beginLocked(client)
    const result = await work()
    await client.query('COMMIT')
    return result
  } finally {
    await client.end()
  }
}

/** The lock belongs to a transaction rather than a session, which a connection pooler may hand to somebody else. */
async function beginLocked(client: Client): Promise<void> {
  // In one message: a pooler's session may end a transaction that stands idle between two.
  await client.query(
    `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '${longestWait}'`,
  )
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lockKey])
  } catch (error) {
    throw new TransientError(
      `Another process has been migrating this database for ${longestWait}. When it has ended, migrate again.`,
      { cause: error },
    )
  }
}
