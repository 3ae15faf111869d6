import type { RawClient } from '@data-import/core'

/** A row of `ImportLease`. */
export interface LeaseRow {
  name: string
  token: bigint
  holder: string | null
  owner: string | null
  acquiredAt: Date
  expiresAt: Date | null
}

/** Reads the leases whose names begin so. */
export async function leaseRows(db: RawClient, prefix: string): Promise<LeaseRow[]> {
  return db.$queryRawUnsafe<LeaseRow[]>(
    `SELECT name, token, holder, owner, acquired_at AS "acquiredAt", expires_at AS "expiresAt"
     FROM "data"."ImportLease" WHERE starts_with(name, $1) ORDER BY name`,
    prefix,
  )
}
