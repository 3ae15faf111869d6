import { Client } from 'pg'
import { databaseError } from '../errors/database-error.js'
import { closeSession } from './close-session.js'

/** An address, or who tells it: asked for each connection, so that a token in it may expire. */
export type ConnectionString = string | (() => string | Promise<string>)

/** How the database is reached. */
export interface ConnectionOptions {
  connectionString: ConnectionString
  connectTimeoutMs?: number
  /** Milliseconds until a server that went silent counts as gone. */
  queryTimeoutMs?: number
  /** As `pg_stat_activity` shows it. Default: `data-import lock`. */
  applicationName?: string
}

/** A connection of the import's own, on which nothing else runs. */
export async function openConnection(options: ConnectionOptions, doing = 'connecting for the lock'): Promise<Client> {
  const { connectionString } = options
  const address = typeof connectionString === 'function' ? await connectionString() : connectionString
  const client = new Client({
    connectionString: address,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 10_000,
    // Longer than `lock_timeout`, which answers with the reason.
    query_timeout: options.queryTimeoutMs ?? 15_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    application_name: options.applicationName ?? 'data-import lock',
  })
  // Without a listener, a connection that dies while idle ends the host's process.
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    await closeSession(client)
    throw databaseError(error, doing)
  }
  return client
}

/** A lock that is kept for a script that doesn't end must not keep the process alive. */
export function letProcessEnd(client: Client): void {
  // Public in `pg` and missing from its types.
  const { connection } = client as Client & { connection?: { stream?: { unref?(): void } } }
  connection?.stream?.unref?.()
}
