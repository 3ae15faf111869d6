import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, type PrismaClient } from '@data-import/reference-database'
import { Client } from 'pg'
import { inject } from 'vitest'
import { withDatabase } from './connection-string.js'
import { settingsStatements } from './database-settings.js'
import './provided.js'

/** A database of its own for one test file. */
export interface TestDatabase {
  /** Connection string, for a superuser. */
  readonly url: string
  readonly db: PrismaClient
}

/** One that its user drops. */
export interface OwnTestDatabase extends TestDatabase {
  /** @throws when somebody still holds a connection: tests must not leak them. */
  close(): Promise<void>
}

/**
 * Copies the migrated template, and sets what `TEST_DATABASE_SETTINGS` asks for.
 *
 * @param options.isEmpty a database without any table instead
 */
export async function createTestDatabase(options: { isEmpty?: boolean } = {}): Promise<OwnTestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  const template = options.isEmpty ? 'template0' : inject('templateDatabase')
  await administer(serverUrl, `CREATE DATABASE "${name}" TEMPLATE "${template}"`)
  for (const statement of settingsStatements(name, process.env.TEST_DATABASE_SETTINGS)) {
    await administer(serverUrl, statement)
  }
  const url = withDatabase(serverUrl, name)
  const db = createClient(url, { max: 5, applicationName: 'test' })
  return {
    url,
    db,
    async close() {
      await db.$disconnect()
      const leaked = await leakedConnections(serverUrl, name)
      await administer(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
      if (leaked.length > 0) throw new Error(`Connections were left open: ${leaked.join('; ')}`)
    },
  }
}

/** A server notices a closed connection a moment after its client closed it, so it is asked for up to 2 s. */
async function leakedConnections(serverUrl: string, database: string): Promise<string[]> {
  for (let attempt = 0; ; attempt++) {
    const rows = await administer(
      serverUrl,
      `SELECT application_name || ': ' || left(query, 80) AS connection FROM pg_stat_activity
       WHERE datname = '${database}' AND backend_type = 'client backend'`,
    )
    if (rows.length === 0 || attempt === 40) return rows.map((row) => String(row.connection))
    await sleep(50)
  }
}

async function administer(serverUrl: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: serverUrl, application_name: 'test-kit' })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}
