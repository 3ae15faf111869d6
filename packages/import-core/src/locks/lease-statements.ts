import { type Client, escapeLiteral as text } from 'pg'
import { quoteTable } from '../database/identifiers.js'
import { clockToken, nextToken, waitForWriters } from './fence.js'
import { queryApart } from './query-apart.js'

/** Who takes a lease, and for how long. */
export interface LeaseHolder {
  schema: string
  owner: string
  /** Host name and process id, for people. */
  holder: string
  leaseMs: number
}

/**
 * Row of a lock in the mode `lease`. Not the row of the fencing token, which every write of the pass locks: renewing would
 * have to wait for them.
 */
export function leaseRow(lockName: string): string {
  return `lease/${lockName}`
}

/**
 * Takes the lock of a resource, until the pass's own lease ends: whoever takes that over finds this one free too.
 * @returns false when somebody else has it.
 */
export async function takeLease(client: Client, name: string, passName: string, by: LeaseHolder): Promise<boolean> {
  const table = quoteTable(by.schema, 'ImportLease')
  const { rowCount } = await queryApart(
    client,
    `INSERT INTO ${table} AS lease (name, token, holder, owner, acquired_at, expires_at)
     SELECT ${text(leaseRow(name))}, 1, ${text(by.holder)}, ${text(by.owner)}, clock_timestamp(), pass.expires_at FROM ${table} AS pass
     WHERE pass.name = ${text(leaseRow(passName))} AND pass.owner = ${text(by.owner)} AND pass.expires_at > clock_timestamp()
     ${takeOver}`,
  )
  return rowCount === 1
}

/** A lease that ran out or was given back is free; to its owner also one that it doesn't know to have. */
const takeOver = `ON CONFLICT (name) DO UPDATE SET token = lease.token + 1, holder = EXCLUDED.holder,
    owner = EXCLUDED.owner, acquired_at = EXCLUDED.acquired_at, expires_at = EXCLUDED.expires_at
  WHERE lease.expires_at IS NULL OR lease.expires_at <= clock_timestamp() OR lease.owner = EXCLUDED.owner RETURNING 1`

/** Takes the lock of a pass. @returns false when another pass has it. */
export async function takePassLease(client: Client, name: string, by: LeaseHolder): Promise<boolean> {
  const { rowCount } = await queryApart(
    client,
    `INSERT INTO ${quoteTable(by.schema, 'ImportLease')} AS lease (name, token, holder, owner, acquired_at, expires_at)
     VALUES (${text(leaseRow(name))}, 1, ${text(by.holder)}, ${text(by.owner)}, clock_timestamp(), clock_timestamp() + ${by.leaseMs}::float8 * interval '1 millisecond')
     ${takeOver}`,
  )
  return rowCount === 1
}

/**
 * Raises the fencing token for who has the pass's lease. Waits for a transaction of an older lease that is still writing, and
 * looks again afterwards: a lease that ran out meanwhile must not make its successor's token stale.
 * @returns null when the lease is no longer there.
 */
export async function takeLeaseToken(client: Client, name: string, by: LeaseHolder): Promise<bigint | null> {
  const table = quoteTable(by.schema, 'ImportLease')
  const isMine = `EXISTS (SELECT FROM ${table} WHERE name = ${text(leaseRow(name))} AND owner = ${text(by.owner)} AND expires_at > clock_timestamp())`
  const { rows } = await queryApart<{ token: string }>(
    client,
    waitForWriters,
    `INSERT INTO ${table} AS fence (name, token, holder, acquired_at)
     SELECT ${text(name)}, ${clockToken}, ${text(by.holder)}, now() WHERE ${isMine}
     ON CONFLICT (name) DO UPDATE SET token = ${nextToken('fence.token')}, holder = EXCLUDED.holder, acquired_at = now()
     WHERE ${isMine} RETURNING token::text`,
  )
  return rows[0] ? BigInt(rows[0].token) : null
}

/** Prolongs every lease of the owner that has not run out, all to one instant: when this was asked. @returns their rows. */
export async function renewLeases(client: Client, by: LeaseHolder): Promise<Set<string>> {
  const { rows } = await queryApart<{ name: string }>(
    client,
    `UPDATE ${quoteTable(by.schema, 'ImportLease')}
     SET expires_at = statement_timestamp() + ${by.leaseMs}::float8 * interval '1 millisecond'
     WHERE owner = ${text(by.owner)} AND expires_at > clock_timestamp() RETURNING name`,
  )
  return new Set(rows.map(({ name }) => name))
}

/** Gives a lease back, also a second time. @returns false when it was no longer the owner's. */
export async function endLease(client: Client, name: string, by: LeaseHolder): Promise<boolean> {
  const { rowCount } = await queryApart(
    client,
    `UPDATE ${quoteTable(by.schema, 'ImportLease')} SET expires_at = NULL
     WHERE name = ${text(leaseRow(name))} AND owner = ${text(by.owner)} AND (expires_at IS NULL OR expires_at > clock_timestamp())`,
  )
  return rowCount === 1
}

/** Gives back what the owner still has. */
export async function endLeases(client: Client, by: LeaseHolder): Promise<void> {
  const table = quoteTable(by.schema, 'ImportLease')
  await queryApart(client, `UPDATE ${table} SET expires_at = NULL WHERE owner = ${text(by.owner)}`)
}

/** Whether somebody holds the lock in the mode `lease`. */
export async function isLeaseHeld(client: Client, schema: string, name: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(`SELECT ${isLeased(schema, name)} AS held`)
  return rows[0]?.held === true
}

/** Condition that somebody holds the lock in the mode `lease`. */
export function isLeased(schema: string, name: string): string {
  return `EXISTS (SELECT FROM ${quoteTable(schema, 'ImportLease')} WHERE name = ${text(leaseRow(name))} AND expires_at > clock_timestamp())`
}
