import { randomUUID } from 'node:crypto'
import { quoteIdentifier, tableStatements } from '@data-import/core'
import type { TableDefinition } from '@data-import/core/provider'
import { Client } from 'pg'
import { bookkeepingStatements } from './bookkeeping-statements.js'

/** A database that one rule has for itself. */
export interface RuleDatabase {
  url: string
  /** Deletes it. */
  remove(): Promise<void>
}

/**
 * Makes a database with the bookkeeping tables and those of the provider.
 *
 * @param server.template a migrated database to copy; default: an empty one, and the tables are made
 */
export async function createDatabase(
  server: { url: string; template?: string },
  tables: readonly TableDefinition[],
): Promise<RuleDatabase> {
  const name = `conformance_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  const { template = 'template0' } = server
  await run(server.url, [`CREATE DATABASE ${quoteIdentifier(name)} TEMPLATE ${quoteIdentifier(template)}`])
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const bookkeeping = server.template === undefined ? bookkeepingStatements : []
  await run(url.href, [...bookkeeping, ...tables.flatMap((table) => tableStatements(table))])
  return {
    url: url.href,
    remove: () => run(server.url, [`DROP DATABASE IF EXISTS ${quoteIdentifier(name)} WITH (FORCE)`]),
  }
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'conformance' })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
