import { randomUUID } from 'node:crypto'
import type { RawClient, StoredSetting } from '@data-import/core'
import type { RawQueries } from '@data-import/reference-database/raw'

/** A row of `DataSource`. */
export interface DataSourceRow {
  id: string
  organizationId: string
  name: string
  provider: string
  isEnabled: boolean
  syncIntervalMinutes: number | null
  lastSyncAt: Date | null
  createdAt: Date
}

/** A row of `DataSourceConfig`. */
export interface SettingRow {
  id: string
  dataSourceId: string
  key: string
  value: string
  isSecret: boolean
  boundTo: string | null
}

/** A data source and its settings. */
export type StoredSource = DataSourceRow & { configs: SettingRow[] }

const dataSourceColumns = `id, organization_id AS "organizationId", name, provider, is_enabled AS "isEnabled",
  sync_interval_minutes AS "syncIntervalMinutes", last_sync_at AS "lastSyncAt", created_at AS "createdAt"`

/** Reads all data sources, by name. */
export async function dataSourceRows(db: RawClient): Promise<DataSourceRow[]> {
  return db.$queryRawUnsafe<DataSourceRow[]>(
    `SELECT ${dataSourceColumns} FROM "data"."DataSource" ORDER BY name, organization_id`,
  )
}

/** Reads the settings of all data sources, by key. */
export async function settingRows(db: RawClient): Promise<SettingRow[]> {
  return db.$queryRawUnsafe<SettingRow[]>(
    `SELECT id, data_source_id AS "dataSourceId", key, value, is_secret AS "isSecret", bound_to AS "boundTo"
     FROM "data"."DataSourceConfig" ORDER BY key`,
  )
}

/** Reads all data sources with their settings, by name. */
export async function storedSources(db: RawClient): Promise<StoredSource[]> {
  // One after the other: a second connection takes longer than both.
  const sources = await dataSourceRows(db)
  const settings = await settingRows(db)
  return sources.map((source) => ({
    ...source,
    configs: settings.filter(({ dataSourceId }) => dataSourceId === source.id),
  }))
}

/** Adds a data source and its settings, which is one transaction. */
export async function insertDataSource(
  db: RawQueries,
  source: Pick<DataSourceRow, 'id' | 'organizationId' | 'name' | 'provider' | 'syncIntervalMinutes'>,
  settings: readonly StoredSetting[],
): Promise<DataSourceRow> {
  const { id, organizationId, name, provider, syncIntervalMinutes } = source
  const [row] = await db.$queryRawUnsafe<[DataSourceRow]>(
    `INSERT INTO "data"."DataSource" (id, organization_id, name, provider, sync_interval_minutes)
     VALUES ($1, $2, $3, $4, $5) RETURNING ${dataSourceColumns}`,
    ...[id, organizationId, name, provider, syncIntervalMinutes],
  )
  for (const setting of settings) await writeSetting(db, id, setting)
  return row
}

/** Adds or replaces a setting. What was noted of another secret isn't true of this one. */
export async function writeSetting(
  db: RawQueries,
  dataSourceId: string,
  { key, value, isSecret }: StoredSetting,
): Promise<void> {
  await db.$executeRawUnsafe(
    `INSERT INTO "data"."DataSourceConfig" (id, data_source_id, key, value, is_secret) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (data_source_id, key) DO UPDATE
     SET value = EXCLUDED.value, is_secret = EXCLUDED.is_secret, bound_to = NULL`,
    ...[randomUUID(), dataSourceId, key, value, isSecret],
  )
}

/** Removes settings. */
export async function deleteSettings(db: RawQueries, dataSourceId: string, keys: readonly string[]): Promise<void> {
  await db.$executeRawUnsafe(
    `DELETE FROM "data"."DataSourceConfig" WHERE data_source_id = $1 AND key = ANY ($2::text[])`,
    ...[dataSourceId, keys],
  )
}

/** Says whether passes import it. */
export async function switchDataSource(db: RawClient, id: string, isEnabled: boolean): Promise<void> {
  await db.$executeRawUnsafe(`UPDATE "data"."DataSource" SET is_enabled = $2 WHERE id = $1`, id, isEnabled)
}
