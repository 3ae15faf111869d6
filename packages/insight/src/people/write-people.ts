import type { Tables } from '../database/read-tables.js'

const accountColumns = 'contributor_id text, person_id text, account_key text, rule text, evidence text'

/** Notes who somebody became whose accounts are another person's now; takes the note back where the person is there again. */
export function keepBookmarks(table: Tables): string {
  return `
with account as materialized (select * from json_to_recordset($2::text::json) as x(${accountColumns})),
moved as materialized (
  select o.person_id as old_id, min(a.person_id) as new_id
  from ${table('PersonAccount')} o join ${table('Person')} p on p.id = o.person_id and p.organization_id = $1
  join account a on a.contributor_id = o.contributor_id
  where not exists (select from account still where still.person_id = o.person_id) group by 1
), back as (
  delete from ${table('PersonMerge')} m using account a where a.person_id = m.old_id
), followed as (
  update ${table('PersonMerge')} m set new_id = v.new_id from moved v where m.new_id = v.old_id
)
insert into ${table('PersonMerge')} as m (old_id, new_id, merged_at) select old_id, new_id, now() from moved
on conflict (old_id) do update set new_id = excluded.new_id, merged_at = excluded.merged_at where m.new_id <> excluded.new_id`
}

/** Deletes people and accounts that are there no more. */
export function deleteGonePeople(table: Tables): string {
  return `
with person as materialized (select * from json_to_recordset($2::text::json) as x(id text)),
account as materialized (select * from json_to_recordset($3::text::json) as x(contributor_id text)),
unlinked as (
  delete from ${table('PersonAccount')} o using ${table('Person')} p
  where p.id = o.person_id and p.organization_id = $1 and not exists (select from account a where a.contributor_id = o.contributor_id)
)
delete from ${table('Person')} p where p.organization_id = $1 and not exists (select from person n where n.id = p.id)`
}

/** Writes the people that are new or differ. */
export function writePersons(table: Tables): string {
  return `
insert into ${table('Person')} as p (id, organization_id, name, is_bot)
select id, $1, name, is_bot from json_to_recordset($2::text::json) as x(id text, name text, is_bot boolean)
on conflict (id) do update set name = excluded.name, is_bot = excluded.is_bot
where (p.name, p.is_bot) is distinct from (excluded.name, excluded.is_bot)`
}

/** Writes the accounts that are new or differ. */
export function writeAccounts(table: Tables): string {
  return `
insert into ${table('PersonAccount')} as o (contributor_id, person_id, account_key, rule, evidence)
select contributor_id, person_id, account_key, rule, evidence from json_to_recordset($1::text::json) as x(${accountColumns})
on conflict (contributor_id) do update set person_id = excluded.person_id, account_key = excluded.account_key,
  rule = excluded.rule, evidence = excluded.evidence
where (o.person_id, o.account_key, o.rule, o.evidence)
  is distinct from (excluded.person_id, excluded.account_key, excluded.rule, excluded.evidence)`
}
