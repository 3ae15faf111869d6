import type { RawClient } from './client.js'

/**
 * Whether this server can look for its client while it works. It can from Postgres 14 on, but not on every platform.
 * https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-CLIENT-CONNECTION-CHECK-INTERVAL
 */
export async function canNoticeDeadClient(db: RawClient): Promise<boolean> {
  try {
    await db.$queryRawUnsafe(`SELECT set_config('client_connection_check_interval', '250ms', true)`)
    return true
  } catch {
    return false
  }
}
