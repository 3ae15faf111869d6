import { ConfigurationError } from '@data-import/core/provider'
import { type InsightDatabase, inOneTransaction, type TransactionalDatabase } from '../database/insight-database.js'
import { readTables } from '../database/read-tables.js'
import { allViews } from './all-views.js'
import { commentPrefix, dropStatements, viewStatements } from './statements.js'

/** Whether the views are there, and how. */
export interface InstalledViews {
  /** The version of those in the database; null where there are none. */
  version: string | null
  /** Whether they are those of this package and these tables. */
  isCurrent: boolean
  /** Whether they ask with the rights of who reads them. False on Postgres 14: there they get round row-level security. */
  isInvoker: boolean
}

/** A view as people are told of it. */
export interface ViewDescription {
  name: string
  about: string
}

/** The views that {@link installViews} makes. */
export function listViews(): ViewDescription[] {
  return allViews.map(({ name, about }) => ({ name, about }))
}

/**
 * Makes the views in the Postgres schema `insight`, or makes them anew if they are others. Tables that the database lacks are empty for them.
 *
 * @param schema of the tables. Default: `data`.
 * @returns how they are now.
 * @throws {ConfigurationError} if the schema `insight` is somebody else's, or something that others made depends on a view.
 */
export async function installViews(
  db: InsightDatabase | TransactionalDatabase,
  schema = 'data',
): Promise<InstalledViews> {
  return inOneTransaction(db, async (transaction) => {
    const before = await readViews(transaction, schema)
    if (before.isCurrent) return before
    if (before.version === null) await refuseForeignSchema(transaction)
    await dropAll(transaction)
    const { statements } = viewStatements(await readTables(transaction, schema), before.isInvoker)
    for (const statement of statements) await transaction.$executeRawUnsafe(statement)
    return readViews(transaction, schema)
  })
}

/**
 * Drops the views. The schema goes too, unless something else is in it.
 * @returns whether there were any.
 * @throws {ConfigurationError} if something that others made depends on a view.
 */
export async function dropViews(db: InsightDatabase | TransactionalDatabase): Promise<boolean> {
  return inOneTransaction(db, async (transaction) => {
    if ((await installedVersion(transaction)) === null) return false
    await dropAll(transaction)
    const [left] = await transaction.$queryRawUnsafe<{ count: number }[]>(
      `select (select count(*) from pg_class where relnamespace = n.oid)::int + (select count(*) from pg_proc where pronamespace = n.oid)::int
         + (select count(*) from pg_type where typnamespace = n.oid)::int as count from pg_namespace n where nspname = 'insight'`,
    )
    await transaction.$executeRawUnsafe(left?.count === 0 ? 'drop schema insight' : 'comment on schema insight is null')
    return true
  })
}

/** The statements that {@link installViews} would run, as one text; nothing is changed. */
export async function printViews(db: InsightDatabase, schema = 'data'): Promise<string> {
  const { statements } = viewStatements(await readTables(db, schema), await canInvoke(db))
  return statements.map((statement) => `${statement.trim()};\n`).join('\n')
}

/**
 * The statement that makes one view, as {@link installViews} would run it.
 * @returns undefined if there is no view of that name.
 */
export async function printView(db: InsightDatabase, name: string, schema = 'data'): Promise<string | undefined> {
  if (!allViews.some((view) => view.name === name)) return undefined
  const { statements } = viewStatements(await readTables(db, schema), await canInvoke(db))
  return `${statements.find((statement) => statement.startsWith(`create view insight.${name} `))};\n`
}

/** Whether the views are there, and whether they are those of this package. */
export async function readViews(db: InsightDatabase, schema = 'data'): Promise<InstalledViews> {
  const isInvoker = await canInvoke(db)
  const version = await installedVersion(db)
  const isCurrent = version !== null && version === viewStatements(await readTables(db, schema), isInvoker).version
  return { version, isCurrent, isInvoker }
}

async function installedVersion(db: InsightDatabase): Promise<string | null> {
  const [found] = await db.$queryRawUnsafe<{ comment: string | null }[]>(
    `select obj_description(oid, 'pg_namespace') as comment from pg_namespace where nspname = 'insight'`,
  )
  return found?.comment?.startsWith(commentPrefix) ? found.comment.slice(commentPrefix.length) : null
}

async function canInvoke(db: InsightDatabase): Promise<boolean> {
  const [server] = await db.$queryRawUnsafe<{ version: number }[]>(
    `select current_setting('server_version_num')::int as version`,
  )
  return (server?.version ?? 0) >= 150_000
}

/** A schema of that name may be the application's own. */
async function refuseForeignSchema(db: InsightDatabase): Promise<void> {
  const names = allViews.map(({ name }) => `'${name}'`).join(', ')
  const found = await db.$queryRawUnsafe<{ name: string }[]>(
    `select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'insight' and c.relname in (${names})`,
  )
  const [first] = found
  if (!first) return
  throw new ConfigurationError(
    `The schema insight has a ${first.name} that data-import did not make: nothing was changed. Rename it, or drop it.`,
  )
}

async function dropAll(db: InsightDatabase): Promise<void> {
  try {
    for (const statement of dropStatements()) await db.$executeRawUnsafe(statement)
  } catch (error) {
    if (!/depend|2BP01/.test(String(error))) throw error
    throw new ConfigurationError(
      'A view or function of yours depends on a view of the schema insight: nothing was changed. Drop yours first, and make it again afterwards.',
      { cause: error },
    )
  }
}
