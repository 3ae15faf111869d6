import { ConfigurationError, quoteTable } from '@data-import/core'
import { Client } from 'pg'

/** Where the queue is. */
export interface QueueAddress {
  /** Must reach Postgres directly: notifications don't pass a transaction pooler. */
  connectionString: string
  /** Schema of graphile-worker's tables. */
  workerSchema: string
}

/**
 * Looks for the tables of the queue, because graphile-worker would create them unasked.
 * @throws {ConfigurationError} where they are missing.
 */
export async function requireQueue({ connectionString, workerSchema }: QueueAddress): Promise<void> {
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'data-import queue',
  })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ isThere: boolean }>('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [
      quoteTable(workerSchema, 'jobs'),
    ])
    if (rows[0]?.isThere) return
  } finally {
    await client.end().catch(() => undefined)
  }
  throw new ConfigurationError(
    `The database has no queue for workers in the schema ${workerSchema}. Create it with migrateWorkers, or on the command line: data-import migrate --workers`,
  )
}
