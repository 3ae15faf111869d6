import type { RawClient } from '@data-import/core'
import { type SettingRow, settingRows } from '../rows/data-sources.js'

/** Reads the settings of all data sources; none for a role that may not read them, such as `data_import_reader`. */
export async function storedConfigurations(db: RawClient): Promise<SettingRow[]> {
  const [allowed] = await db.$queryRawUnsafe<{ mayRead: boolean }[]>(
    `SELECT has_table_privilege('"data"."DataSourceConfig"', 'SELECT') AS "mayRead"`,
  )
  return allowed?.mayRead ? settingRows(db) : []
}
