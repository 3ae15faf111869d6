import { type Client, escapeLiteral } from 'pg'
import { fixSession } from '../database/connection-settings.js'
import { isConnectionFailure } from '../errors/database-error.js'

/** With which the server notices, after 8.5 s, that nobody is at the other end of an idle connection. */
const keepaliveSettings: Readonly<Record<string, string>> = {
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '8000',
}

/**
 * Settings of the lock's session: it may idle for ever, in a transaction too, a dead client is noticed while a statement runs, and the
 * server frees the lock of an unreachable holder after 8.5 s, which is later than the holder's own loss detection.
 * A setting that this server or platform doesn't know is left out.
 */
const sessionSettings: Readonly<Record<string, string>> = {
  ...keepaliveSettings,
  idle_session_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  transaction_timeout: '0',
  statement_timeout: '0',
  lock_timeout: '10s',
  client_connection_check_interval: '250ms',
}

/**
 * Lets the server close a connection that idles between two transactions when the network parts; the settings of a lock's
 * transaction end with it. Behind a pooler it is one of the pooler's connections that gets them, which does it no harm.
 */
export async function keepIdleSessionAlive(client: Client): Promise<void> {
  await trySettings(client, Object.entries(keepaliveSettings), false)
}

/** @param isLocal for the open transaction only, so that a pooled connection doesn't keep them. */
export async function prepareLockSession(client: Client, isLocal = false): Promise<void> {
  const settings = Object.entries(sessionSettings)
  if (isLocal ? await trySettings(client, settings, true) : await fixAll(client, settings)) return
  if (!isLocal) await client.query(fixSession)
  for (const setting of settings) await trySettings(client, [setting], isLocal)
}

/** Fixes a session with all settings at once. @returns false where one was refused, and none is set. */
async function fixAll(client: Client, settings: [string, string][]): Promise<boolean> {
  const values = settings.map(([name, value]) => `(${escapeLiteral(name)}, ${escapeLiteral(value)})`)
  // Both are one transaction.
  return isAccepted(
    client.query(
      `${fixSession}; SELECT set_config(s.name, s.value, false) FROM (VALUES ${values}) AS s (name, value)
       WHERE current_setting(s.name, true) IS NOT NULL`,
    ),
  )
}

/** A platform may refuse a setting that its server knows. */
async function isAccepted(asked: Promise<unknown>): Promise<boolean> {
  try {
    await asked
    return true
  } catch (error) {
    // Whoever asks next would only hear that the connection is gone, and not why.
    if (isConnectionFailure(error)) throw error
    return false
  }
}

async function trySettings(client: Client, settings: [string, string][], isLocal: boolean): Promise<boolean> {
  // Within a transaction, a refused statement would end it, and its locks with it.
  if (isLocal) await client.query('SAVEPOINT data_import_settings')
  const isDone = await isAccepted(
    client.query(
      `SELECT set_config(s.name, s.value, $3) FROM unnest($1::text[], $2::text[]) AS s (name, value)
       WHERE current_setting(s.name, true) IS NOT NULL`,
      [settings.map(([name]) => name), settings.map(([, value]) => value), isLocal],
    ),
  )
  if (isLocal) await client.query(`${isDone ? 'RELEASE' : 'ROLLBACK TO'} SAVEPOINT data_import_settings`)
  return isDone
}
