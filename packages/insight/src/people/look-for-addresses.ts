import type { InsightDatabase } from '../database/insight-database.js'
import type { Tables } from '../database/read-tables.js'

const state = 'addresses 1'

/** As long as an address can be: a longer one is none, and an index would refuse it. */
const longestAddress = 320

/**
 * Looks through commits for addresses in which accounts wrote. No index tells them, and a million commits take a second or more: so only the
 * end of the table is read, where new rows go, and all of it once a day, if it was rewritten, or if asked for.
 */
export async function lookForAddresses(db: InsightDatabase, table: Tables, isWhole: boolean): Promise<void> {
  const [seen] = await db.$queryRawUnsafe<{ blocks: string; isOld: boolean }[]>(
    `select digest as blocks, linked_at < now() - interval '1 day' as "isOld" from ${table('LinkState')} x where name = $1`,
    state,
  )
  const blocks = table.has('Commit') ? await blocksOf(db, table) : 0
  // Zero after a truncation, less after the table was written anew.
  const since = isWhole || !seen || seen.isOld || Number(seen.blocks) > blocks ? 0 : Number(seen.blocks)
  await db.$executeRawUnsafe(writeAddresses(table, since))
  await db.$executeRawUnsafe(
    `insert into ${table('LinkState')} as l (name, digest, linked_at) values ($1, $2, now()) on conflict (name) do update
     set digest = excluded.digest, linked_at = case when $3::boolean then excluded.linked_at else l.linked_at end`,
    ...[state, String(blocks), since === 0],
  )
}

async function blocksOf(db: InsightDatabase, table: Tables): Promise<number> {
  const [row] = await db.$queryRawUnsafe<{ blocks: number }[]>(
    `select (pg_relation_size('${table('Commit').replaceAll("'", "''")}') / current_setting('block_size')::int)::int as blocks`,
  )
  return row?.blocks ?? 0
}

/** Writes the addresses that are new; after a look at the whole table, those that are gone go. */
function writeAddresses(table: Tables, since: number): string {
  // The last block that was seen may have got more rows.
  const tail = since === 0 ? '' : `and ctid >= '(${Math.max(since - 1, 0)},0)'::tid`
  const gone =
    since === 0
      ? `, gone as (delete from ${table('PersonAddress')} a
  where not exists (select from found f where f.contributor_id = a.contributor_id and f.address = a.address))`
      : ''
  return `
with found as materialized (
  select a.contributor_id, a.address from (
    select author_id as contributor_id, lower(author_email) as address from ${table('Commit')} x
    where author_id is not null and length(author_email) <= ${longestAddress} ${tail} group by 1, 2
  ) a
  join ${table('Contributor')} c on c.id = a.contributor_id and c.external_id not like 'email:%' and c.external_id not like 'name:%'
)${gone}
insert into ${table('PersonAddress')} (contributor_id, address) select contributor_id, address from found on conflict do nothing`
}
