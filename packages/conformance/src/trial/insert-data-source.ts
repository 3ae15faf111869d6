import { randomUUID } from 'node:crypto'
import type { RawClient } from '@data-import/core'

interface NewDataSource {
  id: string
  provider: string
  env: Readonly<Record<string, string>>
  isSecret(key: string): boolean
}

/** Adds a data source with its configuration. */
export async function insertDataSource(db: RawClient, { id, provider, env, isSecret }: NewDataSource): Promise<void> {
  await db.$executeRawUnsafe(
    `INSERT INTO data."DataSource" (id, organization_id, name, provider) VALUES ($1, 'acme', $1, $2)`,
    id,
    provider,
  )
  for (const [key, value] of Object.entries(env)) {
    await db.$executeRawUnsafe(
      'INSERT INTO data."DataSourceConfig" (id, data_source_id, key, value, is_secret) VALUES ($1, $2, $3, $4, $5)',
      randomUUID(),
      id,
      key,
      value,
      isSecret(key),
    )
  }
}
