import type { RawClient } from '@data-import/core'
import { quoteTable } from '@data-import/core'

/** Every row of the database as text, but those of the configuration, which may hold secrets. */
export async function readTexts(db: RawClient): Promise<{ place: string; text: string }[]> {
  const tables = await db.$queryRawUnsafe<{ name: string }[]>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'data' AND tablename <> 'DataSourceConfig'`,
  )
  const texts: { place: string; text: string }[] = []
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ text: string }[]>(
      `SELECT to_jsonb(t)::text AS text FROM ${quoteTable('data', name)} t`,
    )
    texts.push(...rows.map(({ text }) => ({ place: `a row of ${name}`, text })))
  }
  return texts
}
