import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'

/** One setting of any data source as it is stored. */
export interface StoredConfig {
  id: string
  dataSourceId: string
  /** The data source's own name. */
  dataSource: string
  key: string
  value: string
  isSecret: boolean
  boundTo: string | null
}

/** Every setting of every data source. */
export function loadConfigs(db: RawClient, schema: string): Promise<StoredConfig[]> {
  return Promise.resolve(
    db.$queryRawUnsafe<StoredConfig[]>(
      `SELECT c.id, c.data_source_id AS "dataSourceId", d.name AS "dataSource", c.key, c.value, c.is_secret AS "isSecret",
         to_jsonb(c) ->> 'bound_to' AS "boundTo"
       FROM ${quoteTable(schema, 'DataSourceConfig')} AS c JOIN ${quoteTable(schema, 'DataSource')} AS d ON d.id = c.data_source_id
       ORDER BY d.name, c.key`,
    ),
  )
}

/**
 * Replaces values that are still what they were, in one statement: all or none.
 * @returns the ids of those replaced.
 */
export async function replaceSecrets(
  db: RawClient,
  schema: string,
  replacements: readonly { id: string; was: string; becomes: string }[],
): Promise<string[]> {
  if (replacements.length === 0) return []
  const replaced = await db.$queryRawUnsafe<{ id: string }[]>(
    `UPDATE ${quoteTable(schema, 'DataSourceConfig')} AS config SET value = r.becomes
     FROM jsonb_to_recordset($1::text::jsonb) AS r (id text, was text, becomes text)
     WHERE config.id = r.id AND config.value = r.was RETURNING config.id`,
    JSON.stringify(replacements.map(({ id, was, becomes }) => ({ id, was, becomes }))),
  )
  return replaced.map(({ id }) => id)
}
