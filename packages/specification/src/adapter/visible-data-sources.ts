import type { SpecificationDatabase } from './specification-database.js'

/**
 * The data sources whose rows a script may read: its own, and those of other providers in its organisation. Another
 * data source of the same provider has a script of its own, and maybe another token.
 */
export async function visibleDataSources(db: SpecificationDatabase, dataSourceId: string): Promise<string[]> {
  const { organizationId, provider } = await db.dataSource.findUniqueOrThrow({ where: { id: dataSourceId } })
  const others = await db.dataSource.findMany({
    where: { organizationId, provider: { not: provider } },
    select: { id: true },
  })
  return [dataSourceId, ...others.map(({ id }) => id)]
}
