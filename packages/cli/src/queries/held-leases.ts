import { quoteTable } from '@data-import/core'
import type { Client } from 'pg'

/** A lock of the mode `lease` that has not expired. */
export interface HeldLease {
  /** As `passLockName` and `resourceLockName` make it. */
  name: string
  holder: string
  acquiredAt: Date
  expiresAt: Date
}

/** Leases that are held, by the database's clock. */
export async function heldLeases(client: Client, schema: string): Promise<HeldLease[]> {
  const { rows } = await client.query<HeldLease>(
    `SELECT substr(name, length('lease/') + 1) AS name, coalesce(holder, '?') AS holder,
       acquired_at AS "acquiredAt", expires_at AS "expiresAt"
     FROM ${quoteTable(schema, 'ImportLease')} WHERE name LIKE 'lease/%' AND expires_at > clock_timestamp() ORDER BY acquired_at, name`,
  )
  return rows
}
