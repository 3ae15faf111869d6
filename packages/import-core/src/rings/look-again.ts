import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { nowAs } from '../database/now-as.js'
import { ConfigurationError } from '../errors/import-error.js'
import { ringChannel } from './record-rings.js'

/** What is to be looked at again. */
export interface LookAgainOptions {
  dataSourceId: string
  /** Only partitions of this resource. Default: everything of the data source. */
  resource?: string
  /** Only this partition of the resource, by its key. Default: all of them. */
  key?: string
  /** Postgres schema of the tables. Default: `'data'`. */
  schema?: string
}

/**
 * Asks that the next pass look at something again, although it isn't due and a probe may say that nothing has changed. It does the
 * same as a webhook, by hand, and imports nothing itself. A resource without partitions is looked at with its whole data source.
 *
 * @example
 * ```ts
 * import { lookAgain } from '@data-import/core'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL ?? '' }) })
 * await lookAgain(db, { dataSourceId: 'our-github', resource: 'commit', key: '4711' })
 * ```
 *
 * @returns whether that exists.
 * @throws {ConfigurationError} for a key without a resource.
 */
export async function lookAgain(
  db: RawClient,
  { dataSourceId, resource, key, schema = 'data' }: LookAgainOptions,
): Promise<boolean> {
  if (key !== undefined && resource === undefined) {
    throw new ConfigurationError('lookAgain: a key needs the resource whose partition it is.')
  }
  const partitions = await requestPartitions(db, schema, dataSourceId, resource, key)
  // What the source doesn't list any more is found again only by a look at all of it.
  const isWhole =
    resource === undefined ||
    (partitions === 0 && (key === undefined || (await isUnlisted(db, schema, { dataSourceId, resource, key }))))
  const sources = isWhole ? await requestDataSource(db, schema, dataSourceId) : 0
  if (partitions + sources === 0) return false
  // Through a query: Prisma's client reads no column of the type void.
  await db.$queryRawUnsafe(`SELECT 1 FROM pg_notify('${ringChannel}', $1)`, dataSourceId)
  return true
}

function requestPartitions(
  db: RawClient,
  schema: string,
  dataSourceId: string,
  resource: string | undefined,
  key: string | undefined,
): PromiseLike<number> {
  const table = quoteTable(schema, 'ImportPartition')
  return db.$executeRawUnsafe(
    `UPDATE ${table} SET requested_at = ${nowAs(table, 'requested_at')}
     WHERE data_source_id = $1 AND unlisted_since IS NULL AND ($2::text IS NULL OR script_name = $2) AND ($3::text IS NULL OR key = $3)`,
    dataSourceId,
    resource ?? null,
    key ?? null,
  )
}

async function isUnlisted(
  db: RawClient,
  schema: string,
  { dataSourceId, resource, key }: { dataSourceId: string; resource: string; key: string },
): Promise<boolean> {
  const found = await db.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM ${quoteTable(schema, 'ImportPartition')}
     WHERE data_source_id = $1 AND script_name = $2 AND key = $3 AND unlisted_since IS NOT NULL`,
    ...[dataSourceId, resource, key],
  )
  return found.length > 0
}

function requestDataSource(db: RawClient, schema: string, dataSourceId: string): PromiseLike<number> {
  const table = quoteTable(schema, 'DataSource')
  return db.$executeRawUnsafe(
    `UPDATE ${table} SET requested_at = ${nowAs(table, 'requested_at')} WHERE id = $1`,
    dataSourceId,
  )
}
