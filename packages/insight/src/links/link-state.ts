import type { InsightDatabase } from '../database/insight-database.js'
import type { Tables } from '../database/read-tables.js'

/** Its number rises with each change of what is linked, so that the next pass links anew. */
const step = 'links 2'

/**
 * A digest of everything by which one pass differs from another: what was imported, by the books, and what people say. Scripts that keep no books
 * of partitions count as having imported something whenever they ran. Our own scripts read a repository again in each pass, so it counts by
 * what is known of it.
 */
export async function readDigest(db: InsightDatabase, table: Tables): Promise<string> {
  const isRepository = (row: string) => `coalesce(${row}.script_name, '') = 'repository' and exists (
    select from ${table('DataSource')} o where o.id = ${row}.data_source_id and o.provider in ('GIT', 'GITHUB', 'GITLAB'))`
  const [row] = await db.$queryRawUnsafe<{ digest: string }[]>(`
select md5(concat_ws(' ',
  (select count(*) || ' ' || coalesce(sum(records_imported) filter (where not (${isRepository('x')})), 0) from ${table('ImportPartition')} x),
  (select max(r.completed_at) from ${table('DataSourceRun')} r
    where r."recordsImported" > 0 and not (${isRepository('r')}) or r.status <> 'SKIPPED' and not exists (
    select from ${table('ImportPartition')} p where p.data_source_id = r.data_source_id and p.script_name = r.script_name)),
  (select string_agg(concat_ws(' ', s.id, s.organization_id), ',' order by s.id) from ${table('DataSource')} s),
  (select md5(string_agg(u::text, ',' order by u.organization_id, u.repository_id, u.environment)) from ${table('ServiceRule')} u),
  (select md5(string_agg(d::text, ',' order by d.id)) from ${table('PersonDecision')} d),
  (select count(*) || md5(string_agg(md5((to_jsonb(x) - 'last_sync_at')::text), '' order by x.id)) from ${table('Repository')} x),
  (select count(*) from ${table('Deployment')} x)
)) as digest`)
  return row?.digest ?? ''
}

/** The digest that was last written. */
export async function readLinkState(db: InsightDatabase, table: Tables): Promise<string | undefined> {
  const [row] = await db.$queryRawUnsafe<{ digest: string }[]>(
    `select digest from ${table('LinkState')} x where name = $1`,
    step,
  )
  return row?.digest
}

/** Keeps it for the next pass. */
export async function writeLinkState(db: InsightDatabase, table: Tables, digest: string): Promise<void> {
  await db.$executeRawUnsafe(
    `insert into ${table('LinkState')} (name, digest, linked_at) values ($1, $2, now())
     on conflict (name) do update set digest = excluded.digest, linked_at = excluded.linked_at`,
    step,
    digest,
  )
}
