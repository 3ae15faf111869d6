import type { Client } from 'pg'
import { closeSession } from '../database/close-session.js'
import { type ConnectionOptions, openConnection } from '../database/open-connection.js'
import { ConfigurationError } from '../errors/import-error.js'
import { isTransactionPooled } from './pooler-probe.js'

/**
 * Looks whether a session's locks would stay with this connection.
 * @returns false when it couldn't be found out, for want of a second connection.
 * @throws {ConfigurationError} when it goes through a transaction pooler.
 */
export async function requireDirectConnection(client: Client, options: ConnectionOptions): Promise<boolean> {
  let other: Client | undefined
  try {
    // A pooler that has one connection only lets the second one wait.
    const soon = { connectTimeoutMs: Math.min(options.connectTimeoutMs ?? 3_000, 3_000), queryTimeoutMs: 3_000 }
    other = await openConnection({ applicationName: 'data-import lock probe', ...options, ...soon })
    if (!(await isTransactionPooled(client, other))) return true
  } catch {
    return false
  } finally {
    if (other) await closeSession(other)
  }
  throw new ConfigurationError(
    "The lock's connection goes through a transaction pooler, where the locks of a session don't stay with their holder. " +
      'Give `postgresLock` a connection string that reaches Postgres directly (its own port, the “direct” or “session” ' +
      "address of your platform), or choose mode 'transaction', or 'lease' (on the command line: --lock-mode transaction).",
  )
}
