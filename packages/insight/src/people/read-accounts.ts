import type { InsightDatabase } from '../database/insight-database.js'
import type { Tables } from '../database/read-tables.js'
import type { Account } from './account-key.js'
import type { Alias, Decision } from './group-accounts.js'

/** What the people of one organisation are made from. */
export interface People {
  accounts: Account[]
  aliases: Alias[]
  decisions: Decision[]
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

/** All of it. */
export async function readPeople(db: InsightDatabase, table: Tables, organizationId: string): Promise<People> {
  return {
    accounts: await readAccounts(db, table, organizationId),
    aliases: await readAliases(db, table, organizationId),
    decisions: await readDecisions(db, table, organizationId),
  }
}
