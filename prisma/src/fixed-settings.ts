import type { Client } from 'pg'
import { FixedClient } from './fixed-client.js'

/** Settings of a session that are sent when it begins. */
export type FixedSettings = Record<string, string>

/** What Prisma's adapter needs to read dates: it cuts off the offset. Poolers let these through. */
export const dateSettings: FixedSettings = { TimeZone: 'UTC', DateStyle: 'ISO, YMD' }

/** What statements rely on beside that. What a host decides stays: read-only, row-level security. */
export const statementSettings: FixedSettings = {
  IntervalStyle: 'postgres',
  extra_float_digits: '1',
  bytea_output: 'hex',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  statement_timeout: '0',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  idle_session_timeout: '0',
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
}

const allSettings: FixedSettings = { ...dateSettings, ...statementSettings }

/** Whether a pooler refuses what only a session of one's own can have. https://www.pgbouncer.org/config.html#ignore_startup_parameters */
export function refusesSettings(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '08P01'
}

/**
 * Finds out which settings this server takes: one look on a connection of its own. Where it can't be reached, the connection that is
 * opened next says why.
 */
export async function settingsFor(connectionString: string): Promise<FixedSettings> {
  return (await look(connectionString)).settings
}

/**
 * Makes what knows the settings that a server takes. It looks once; a look for which the server couldn't be reached says nothing, so
 * whoever asks next looks again.
 */
export function createSettings(connectionString: string): () => Promise<FixedSettings> {
  let known: ReturnType<typeof look> | undefined
  return async () => {
    known ??= look(connectionString)
    const looked = known
    const { settings, isSure } = await looked
    if (!isSure && known === looked) known = undefined
    return settings
  }
}

/** The settings for further sessions on a server that took {@link statementSettings} for this one. */
export async function settingsOfServer(client: Client): Promise<FixedSettings> {
  const { rows } = await client.query<{ isNowhere: boolean; hasTransactionTimeout: boolean }>(
    `SELECT current_schema() IS NULL AS "isNowhere",
       current_setting('transaction_timeout', true) IS NOT NULL AS "hasTransactionTimeout"`,
  )
  return {
    ...allSettings,
    // Where new tables go, `_prisma_migrations` among them.
    ...(rows[0]?.isNowhere ? { search_path: 'public' } : {}),
    // From Postgres 17 on.
    ...(rows[0]?.hasTransactionTimeout ? { transaction_timeout: '0' } : {}),
  }
}

async function look(connectionString: string): Promise<{ settings: FixedSettings; isSure: boolean }> {
  const client = new FixedClient({ connectionString, application_name: 'data-import', settings: allSettings })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return { settings: await settingsOfServer(client), isSure: true }
  } catch (error) {
    const isRefused = refusesSettings(error)
    return { settings: isRefused ? dateSettings : allSettings, isSure: isRefused }
  } finally {
    await client.end().catch(() => undefined)
  }
}
