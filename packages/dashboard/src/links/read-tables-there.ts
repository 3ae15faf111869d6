import type { Scope } from '../contract/page.js'

/** The schema as SQL writes it. */
export function inSchema(schema: string): string {
  return `"${schema.replaceAll('"', '""')}"`
}

/** Names of the tables that the database has: an application has those of its providers only. */
export async function readTablesThere({ db, schema }: Pick<Scope, 'db' | 'schema'>): Promise<ReadonlySet<string>> {
  const found = await db.$queryRawUnsafe<{ name: string }[]>(
    `select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p')`,
    schema,
  )
  return new Set(found.map(({ name }) => name))
}
