import { createHash, randomUUID } from 'node:crypto'
import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { encodeRecord } from '../tables/encode-value.js'

/** Which setting of which data source. */
interface SettingPlace {
  dataSourceId: string
  key: string
}

/** The commit of this transaction waits for the disk, also where the host's sessions don't. */
export async function keepDurable(transaction: RawClient): Promise<void> {
  await transaction.$queryRawUnsafe(
    `SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'`,
  )
}

/** The stored value, locked until the transaction ends; undefined where there is none. */
export async function lockSetting(
  transaction: RawClient,
  schema: string,
  { dataSourceId, key }: SettingPlace,
): Promise<string | undefined> {
  const [row] = await transaction.$queryRawUnsafe<{ value: string }[]>(
    `SELECT value FROM ${quoteTable(schema, 'DataSourceConfig')} WHERE data_source_id = $1 AND key = $2 FOR UPDATE`,
    dataSourceId,
    key,
  )
  return row?.value
}

/**
 * Stores a value that is secret from now on.
 * @param boundTo what is noted of where it may go; null where its encryption says so
 */
export async function writeSetting(
  transaction: RawClient,
  schema: string,
  { dataSourceId, key }: SettingPlace,
  value: string,
  boundTo: string | null,
): Promise<void> {
  const table = quoteTable(schema, 'DataSourceConfig')
  // Not named without need: a renewed secret must be stored in tables that lack the column, too.
  const [column, values, change] =
    boundTo === null ? ['', '', ''] : [', bound_to', ', r.bound_to', ', bound_to = EXCLUDED.bound_to']
  await transaction.$executeRawUnsafe(
    `INSERT INTO ${table} (id, data_source_id, key, value, is_secret${column})
     SELECT r.id, r.data_source_id, r.key, r.value, r.is_secret${values} FROM jsonb_populate_record(NULL::${table}, $1::text::jsonb) AS r
     ON CONFLICT (data_source_id, key) DO UPDATE SET value = EXCLUDED.value, is_secret = true${change}`,
    encodeRecord({ id: randomUUID(), data_source_id: dataSourceId, key, value, is_secret: true, bound_to: boundTo }),
  )
}

/** Notes where secrets of a data source may go, but for those that were changed meanwhile. Takes what was stored as a digest, so that no log of statements shows it. */
export async function bindSettings(
  db: RawClient,
  schema: string,
  dataSourceId: string,
  settings: readonly { key: string; stored: string; boundTo: string }[],
): Promise<void> {
  const rows = settings.map(({ key, stored, boundTo }) => ({
    key,
    digest: createHash('sha256').update(stored).digest('hex'),
    bound_to: boundTo,
  }))
  await db.$executeRawUnsafe(
    `UPDATE ${quoteTable(schema, 'DataSourceConfig')} AS config SET bound_to = r.bound_to
     FROM jsonb_to_recordset($2::text::jsonb) AS r (key text, digest text, bound_to text)
     WHERE config.data_source_id = $1 AND config.key = r.key AND encode(sha256(convert_to(config.value, 'UTF8')), 'hex') = r.digest`,
    dataSourceId,
    JSON.stringify(rows),
  )
}
