import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { passLockName } from '../locks/lock-key.js'

/** What the host's client, which scripts get, shows of the database. */
export interface ClientView {
  /** Whether it sees the token that was just taken on the lock's own connection. */
  isFenceVisible: boolean
  /** Whether every statement of it belongs to one transaction: then time stands still. */
  isInsideTransaction: boolean
  /** Whether an instant arrives as it is stored. */
  isTimeRight: boolean
  /** Enabled data sources that it sees, where row-level security may hide some. */
  dataSourceIds: ReadonlySet<string>
}

/** Looks at the database through the host's client, in three statements at most. */
export async function lookThroughClient(db: RawClient, schema: string, fencingToken: bigint): Promise<ClientView> {
  const [row] = await db.$queryRawUnsafe<{ began: string; isFenced: boolean; ids: string }[]>(
    `SELECT transaction_timestamp()::text AS began,
       EXISTS (SELECT FROM ${quoteTable(schema, 'ImportLease')} WHERE name = $1 AND token = $2::bigint) AS "isFenced",
       COALESCE((SELECT json_agg(id) FROM ${quoteTable(schema, 'DataSource')} WHERE is_enabled), '[]')::text AS ids`,
    passLockName(schema),
    fencingToken.toString(),
  )
  const now = await lookAtTime(db)
  return {
    isFenceVisible: row?.isFenced === true,
    isInsideTransaction: row?.began === now.began,
    isTimeRight: now.isRight,
    // Made by the statement itself.
    dataSourceIds: new Set(JSON.parse(row?.ids ?? '[]') as string[]),
  }
}

/** Of winter and of summer: some zones are UTC in one of them. */
const instants = ['2026-01-15T10:20:30.456Z', '2026-07-15T10:20:30.456Z'] as const

/**
 * Prisma's adapter for `pg` cuts the offset off what Postgres writes, so its instants are right only in a session in UTC.
 * https://github.com/prisma/prisma/blob/main/packages/adapter-pg/src/conversion.ts (normalize_timestamptz)
 */
async function lookAtTime(db: RawClient): Promise<{ began: string | undefined; isRight: boolean }> {
  const began = 'transaction_timestamp()::text AS began'
  try {
    const [row] = await db.$queryRawUnsafe<{ began: string; winter: Date; summer: Date }[]>(
      `SELECT ${began}, '${instants[0]}'::timestamptz AS winter, '${instants[1]}'::timestamptz AS summer`,
    )
    const seen = [row?.winter, row?.summer].map((instant) => new Date(instant ?? Number.NaN).getTime())
    return { began: row?.began, isRight: instants.every((instant, index) => seen[index] === Date.parse(instant)) }
  } catch {
    // A date in a style that the client can't read.
    const [row] = await db.$queryRawUnsafe<{ began: string }[]>(`SELECT ${began}`)
    return { began: row?.began, isRight: false }
  }
}

/** What to do where {@link ClientView.isTimeRight} is false. */
export const wrongTimeMessage =
  "Instants that a script reads or writes through `db` are wrong, because the sessions of that client are not in UTC and its driver takes them for it. Make the client with `new PrismaPg({ connectionString, options: '-c timezone=UTC -c datestyle=ISO' })`; behind a pooler that refuses `options`, set it on the role: ALTER ROLE … SET timezone = 'UTC'. What the import itself reads and writes is right."
