import type { LinkDatabase } from './link-database.js'
import { type LinkGap, linkRule, linkStatement } from './link-statement.js'
import { readLinkTables } from './link-tables.js'

/**
 * A step after each pass that fills `repositoryId` of pipelines, runs, deployments and quality projects where their address or their
 * commit names exactly one repository of the organisation, whichever data source imported it and in whichever order they
 * were added. A link that is no longer true goes. Tables that the database lacks are left out.
 *
 * @example
 * ```ts
 * import { createOrchestrator, postgresLock } from '@data-import/core'
 * import { linkRepositories } from '@data-import/model'
 *
 * declare const db: import('@data-import/core').DatabaseClient
 * const lock = postgresLock({ connectionString: process.env.DATABASE_URL ?? '' })
 * export const orchestrator = createOrchestrator({ db, providers: [], lock, afterPass: [linkRepositories] })
 * ```
 */
export const linkRepositories = {
  name: 'linking repositories',
  async run({ db, schema }: { db: LinkDatabase; schema: string }): Promise<void> {
    const statement = linkStatement(await readLinkTables(db, schema))
    if (statement === null) return
    // Compiling so large a statement takes longer than running it; for this transaction alone.
    await db.$queryRawUnsafe("select set_config('jit', 'off', true)")
    await db.$executeRawUnsafe(statement)
  },
}

/** How many rows of a table have no repository, and why. */
export interface UnlinkedRows {
  table: 'Pipeline' | 'PipelineRun' | 'Deployment' | 'QualityProject'
  reason: LinkGap
  rows: number
}

/**
 * Counts the rows that have no repository, by reason.
 * @param schema of the tables. Default: `data`.
 */
export async function countUnlinked(
  db: Pick<LinkDatabase, '$queryRawUnsafe'>,
  schema = 'data',
): Promise<UnlinkedRows[]> {
  return db.$queryRawUnsafe<UnlinkedRows[]>(
    `with ${linkRule(await readLinkTables(db, schema))}
select kind as "table", gap as reason, count(*)::int as rows from link where gap is not null group by 1, 2 order by 1, 2`,
  )
}
