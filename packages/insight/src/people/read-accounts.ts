import type { InsightDatabase } from '../database/insight-database.js'
import type { Tables } from '../database/read-tables.js'
import type { Account } from './account-key.js'
import type { Alias, Decision, MailmapLine } from './group-accounts.js'
import { readMailmap } from './read-mailmap.js'

/** What the people of one organisation are made from. */
export interface People {
  accounts: Account[]
  aliases: Alias[]
  decisions: Decision[]
  mailmap: MailmapLine[]
}

/** Contributors with the host of their accounts: that of their data source's repositories, else that of their page. */
export function readAccounts(db: InsightDatabase, table: Tables, organizationId: string): PromiseLike<Account[]> {
  return db.$queryRawUnsafe<Account[]>(
    `with host as materialized (
       select data_source_id, min(split_part(remote_key, '/', 1)) as host
       from ${table('Repository')} x where remote_key is not null group by 1 having count(distinct split_part(remote_key, '/', 1)) = 1)
     select c.id as "contributorId", c.data_source_id as "dataSourceId", c.external_id as "externalId",
       coalesce(case when s.provider <> 'GIT' then h.host end, lower(substring(c.url from '^https?://(?:[^/@]*@)?([^/?#]+)'))) as host,
       s.provider = 'GITLAB' as "isGitLab", c.login, c.name, c.email, coalesce(c.is_bot, false) as "isBot"
     from ${table('Contributor')} c join ${table('DataSource')} s on s.id = c.data_source_id
     left join host h on h.data_source_id = s.id
     where s.organization_id = $1 order by c.id`,
    organizationId,
  )
}

/** The addresses in which accounts wrote commits. */
export function readAliases(db: InsightDatabase, table: Tables, organizationId: string): PromiseLike<Alias[]> {
  return db.$queryRawUnsafe<Alias[]>(
    `select a.contributor_id as "contributorId", a.address as email from ${table('PersonAddress')} a
     join ${table('Contributor')} c on c.id = a.contributor_id join ${table('DataSource')} s on s.id = c.data_source_id
     where s.organization_id = $1 order by 1, 2`,
    organizationId,
  )
}

/** What people decided. */
export function readDecisions(db: InsightDatabase, table: Tables, organizationId: string): PromiseLike<Decision[]> {
  return db.$queryRawUnsafe<Decision[]>(
    `select a, b, verdict, decided_at as "decidedAt" from ${table('PersonDecision')} x
     where organization_id = $1 and verdict in ('SAME', 'DIFFERENT') order by decided_at, a, b`,
    organizationId,
  )
}

/**
 * What the `.mailmap` files of the organisation's repositories say, sorted, so that the same files say the same. An application's table may
 * lack the column.
 */
export async function readMailmaps(db: InsightDatabase, table: Tables, organizationId: string): Promise<MailmapLine[]> {
  const files = await db.$queryRawUnsafe<{ repository: string; mailmap: string }[]>(
    `select r.full_name as repository, to_jsonb(r) ->> 'mailmap' as mailmap
     from ${table('Repository')} r join ${table('DataSource')} s on s.id = r.data_source_id
     where s.organization_id = $1 and r.removed_at is null and to_jsonb(r) ->> 'mailmap' is not null
     order by r.full_name, r.id`,
    organizationId,
  )
  return files.flatMap(({ repository, mailmap }) => readMailmap(mailmap).map((pair) => ({ ...pair, repository })))
}

/** All of it. */
export async function readPeople(db: InsightDatabase, table: Tables, organizationId: string): Promise<People> {
  return {
    accounts: await readAccounts(db, table, organizationId),
    aliases: await readAliases(db, table, organizationId),
    decisions: await readDecisions(db, table, organizationId),
    mailmap: await readMailmaps(db, table, organizationId),
  }
}
