import { ConfigurationError } from '@data-import/core'
import {
  FixedClient,
  type FixedClientConfig,
  refusesSettings,
  statementSettings,
} from '@data-import/reference-database/raw'
import type { ClientConfig } from 'pg'
import { databaseAddress } from './database-address.js'

/**
 * Opens one connection, whatever settings the role or the database has. Its time zone is the database's.
 * @throws {ConfigurationError} that says why there is no connection and what to do, without user and password.
 */
export async function connect(connectionString: string, options: Omit<ClientConfig, 'connectionString'> = {}) {
  try {
    return await open(connectionString, { ...options, settings: statementSettings }).catch((error: unknown) => {
      if (!refusesSettings(error)) throw error
      return open(connectionString, options)
    })
  } catch (error) {
    const address = databaseAddress(connectionString)
    throw new ConfigurationError(`The database ${address} can't be used: ${reasonOf(error)}`, { cause: error })
  }
}

async function open(connectionString: string, options: Omit<FixedClientConfig, 'connectionString'>) {
  const client = new FixedClient({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'data-import',
    ...options,
  })
  // Without a listener, a connection that dies while idle ends the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

/** Runs work on a connection of its own. */
export async function withConnection<R>(
  connectionString: string,
  work: (client: FixedClient) => Promise<R>,
): Promise<R> {
  const client = await connect(connectionString)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing is listening there. Is the server running, and is the address right?',
  ENOTFOUND: 'its host name is unknown. Is the address right?',
  EAI_AGAIN: 'its host name could not be looked up. Is the network up?',
  ETIMEDOUT: 'it does not answer. Is the address right, and does a firewall let you through?',
  ECONNRESET: 'the connection was closed. Does the server want TLS (?sslmode=require)?',
  '28P01':
    'the user or the password is wrong. Is each of @ : / ? # % and space in them percent-encoded (%40 %3A %2F %3F %23 %25 %20)?',
  '28000': 'the server refuses this user from here. Look at its pg_hba.conf, or at TLS (?sslmode=require).',
  // It comes as 28000 as well: src/backend/utils/init/miscinit.c
  InitializeSessionUserId:
    'the server has no such user, or the user may not log in. Create the role, or name another one.',
  '3D000': 'there is no database of that name. Create it first.',
  '53300': 'the server has no free connection left.',
  '57P03': 'the server is starting up or shutting down. Try again in a moment.',
}

function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  const { code, message, routine } = (first ?? {}) as { code?: unknown; message?: unknown; routine?: unknown }
  const known = reasons[String(routine)] ?? reasons[String(code)]
  if (known) return known
  return /timeout/.test(String(message)) ? (reasons.ETIMEDOUT ?? '') : String(message)
}
