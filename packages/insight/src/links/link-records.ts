import { ConfigurationError } from '@data-import/core/provider'
import { ownTables } from '../database/columns.js'
import { type InsightDatabase, inOneTransaction, type TransactionalDatabase } from '../database/insight-database.js'
import { readTables, type Tables } from '../database/read-tables.js'
import { linkPeople } from '../people/link-people.js'
import { lookForAddresses } from '../people/look-for-addresses.js'
import { countRepositories } from './count-repositories.js'
import { countWalks, giveCommits } from './give-commits.js'
import { linkDeployments } from './link-deployments.js'
import { linkPullRequests } from './link-pull-requests.js'
import { readDigest, readLinkState, writeLinkState } from './link-state.js'

/** What to link. */
export interface LinkOptions {
  /** The host's client, or one within a transaction. */
  db: InsightDatabase | TransactionalDatabase
  /** Only this organisation. Default: all. */
  organizationId?: string
  /** Postgres schema of the tables. Default: `data`. */
  schema?: string
  /** Between two parts of the work, it ends it; nothing is written then. */
  signal?: AbortSignal
}

/** Walks in one statement, so that a signal is heard between them. */
const walksAtOnce = 250

/**
 * Links the rows of all data sources: which repository counts, what each deployment to production was and which commits it was the first to have, by
 * which commits each pull request got in, and which accounts are one person. It writes only what differs, so it may be run at any time;
 * rows that have come since cost what they cost, and the order in which they came doesn't matter.
 *
 * @throws {ConfigurationError} if the database lacks the tables for links.
 * @example
 * ```ts
 * import { linkRecords } from '@data-import/insight'
 *
 * declare const db: import('@data-import/insight').TransactionalDatabase
 * await linkRecords({ db, organizationId: 'acme' })
 * ```
 */
export async function linkRecords({ db, organizationId, schema = 'data', signal }: LinkOptions): Promise<void> {
  await inOneTransaction(db, async (transaction) => {
    const table = await readTables(transaction, schema)
    const missing = ownTables.filter((name) => !table.has(name))
    if (missing.length > 0) {
      throw new ConfigurationError(
        `The schema ${schema} lacks tables for links: ${missing.join(', ')}. Add the models of ` +
          '@data-import/model/schema/insight.prisma and migrate, or run: data-import migrate',
      )
    }
    await link(transaction, table, { organizationId, signal, isWhole: true })
  })
}

/**
 * A step after each pass that does what {@link linkRecords} does, unless nothing has come since it was last done. Without the tables
 * for links it does nothing.
 *
 * @example
 * ```ts
 * import { createOrchestrator, postgresLock } from '@data-import/core'
 * import { linkAfterPass } from '@data-import/insight'
 * import { linkRepositories } from '@data-import/model'
 *
 * declare const db: import('@data-import/core').DatabaseClient
 * const lock = postgresLock({ connectionString: process.env.DATABASE_URL ?? '' })
 * const afterPass = [linkRepositories, linkAfterPass]
 * export const orchestrator = createOrchestrator({ db, providers: [], lock, afterPass })
 * ```
 */
export const linkAfterPass = {
  name: 'linking records',
  async run({ db, schema, signal }: { db: InsightDatabase; schema: string; signal?: AbortSignal }): Promise<void> {
    const table = await readTables(db, schema)
    if (ownTables.some((name) => !table.has(name))) return
    const digest = await readDigest(db, table)
    if (digest === (await readLinkState(db, table))) return
    await link(db, table, { organizationId: undefined, signal, isWhole: false })
    await writeLinkState(db, table, digest)
  },
}

interface Extent {
  organizationId: string | undefined
  signal: AbortSignal | undefined
  /** Whether to look through all commits, and not only through new ones. */
  isWhole: boolean
}

async function link(db: InsightDatabase, table: Tables, { organizationId, signal, isWhole }: Extent): Promise<void> {
  // Two at once would wait for each other's rows, and could each miss what the other one frees.
  await db.$queryRawUnsafe("select 1 as locked from pg_advisory_xact_lock(hashtext('data-import links'))")
  // Compiling such statements takes longer than running them.
  await db.$queryRawUnsafe("select set_config('jit', 'off', true)")
  await db.$executeRawUnsafe(countRepositories(table, organizationId))
  await db.$executeRawUnsafe(linkDeployments(table, organizationId))
  await db.$executeRawUnsafe(linkPullRequests(table, organizationId))
  await walk(db, table, organizationId, signal)
  await lookForAddresses(db, table, isWhole)
  await linkPeople(db, table, organizationId)
}

async function walk(
  db: InsightDatabase,
  table: Tables,
  organizationId: string | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let before = Number.POSITIVE_INFINITY; ; ) {
    signal?.throwIfAborted()
    const [{ walks } = { walks: 0 }] = await db.$queryRawUnsafe<{ walks: number }[]>(countWalks(table, organizationId))
    if (walks === 0) return
    if (walks >= before) throw new Error(`${walks} walks over commits remain, and none of them gets on.`)
    before = walks
    await byLookups(db, () => db.$executeRawUnsafe(giveCommits(table, organizationId, walksAtOnce)))
  }
}

const otherWays = ['enable_hashjoin', 'enable_mergejoin', 'enable_seqscan', 'enable_bitmapscan', 'enable_material']

/**
 * Work in which Postgres looks up each commit by its key. Left alone, a planner that expects many commits, or was asked while the table was
 * empty, reads all of them for a few new ones.
 */
async function byLookups(db: InsightDatabase, work: () => PromiseLike<unknown>): Promise<void> {
  for (const name of otherWays) await db.$queryRawUnsafe(`select set_config('${name}', 'off', true)`)
  await work()
  for (const name of otherWays) await db.$queryRawUnsafe(`select set_config('${name}', 'on', true)`)
}
