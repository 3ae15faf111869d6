import { randomUUID } from 'node:crypto'
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

/** Stores a value that is secret from now on. */
export async function writeSetting(
  transaction: RawClient,
  schema: string,
  { dataSourceId, key }: SettingPlace,
  value: string,
): Promise<void> {
  const table = quoteTable(schema, 'DataSourceConfig')
  await transaction.$executeRawUnsafe(
    `INSERT INTO ${table} (id, data_source_id, key, value, is_secret)
     SELECT r.id, r.data_source_id, r.key, r.value, r.is_secret FROM jsonb_populate_record(NULL::${table}, $1::text::jsonb) AS r
     ON CONFLICT (data_source_id, key) DO UPDATE SET value = EXCLUDED.value, is_secret = true`,
    encodeRecord({ id: randomUUID(), data_source_id: dataSourceId, key, value, is_secret: true }),
  )
}
