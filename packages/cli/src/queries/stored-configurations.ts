import type { PrismaClient } from '@data-import/reference-database'

type StoredConfiguration = Awaited<ReturnType<PrismaClient['dataSourceConfig']['findMany']>>[number]

/** Reads the settings of all data sources; none for a role that may not read them, such as `data_import_reader`. */
export async function storedConfigurations(db: PrismaClient): Promise<StoredConfiguration[]> {
  const [allowed] = await db.$queryRawUnsafe<{ mayRead: boolean }[]>(
    `SELECT has_table_privilege('"data"."DataSourceConfig"', 'SELECT') AS "mayRead"`,
  )
  return allowed?.mayRead ? db.dataSourceConfig.findMany({ orderBy: { key: 'asc' } }) : []
}
