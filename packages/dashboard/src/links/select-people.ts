import type { Scope } from '../contract/page.js'
import { inSchema } from './read-tables-there.js'

type Asking = Pick<Scope, 'db' | 'schema'>

/** What is known of an account, to tell people apart. */
export interface KnownAccount {
  key: string
  name: string | null
  login: string | null
  email: string | null
  source: string
}

/** The accounts that some keys stand for. */
export function selectAccounts(
  { db, schema }: Asking,
  organizationId: string,
  keys: readonly string[],
): PromiseLike<KnownAccount[]> {
  const data = inSchema(schema)
  return db.$queryRawUnsafe<KnownAccount[]>(
    `select distinct on (a.account_key) a.account_key as key, c.name, c.login, c.email, s.name as source
     from ${data}."PersonAccount" a join ${data}."Contributor" c on c.id = a.contributor_id
     join ${data}."DataSource" s on s.id = c.data_source_id
     where s.organization_id = $1 and a.account_key = any($2::text[]) order by a.account_key, c.name is null, c.id`,
    ...[organizationId, keys],
  )
}

/** What somebody decided about two accounts. */
export interface MadeDecision {
  a: string
  b: string
  verdict: string
  decided_by: string | null
  decided_at: Date
}

/** Decisions, the newest first. */
export function selectDecisions({ db, schema }: Asking, organizationId: string): PromiseLike<MadeDecision[]> {
  return db.$queryRawUnsafe<MadeDecision[]>(
    `select a, b, verdict, decided_by, decided_at from ${inSchema(schema)}."PersonDecision"
     where organization_id = $1 order by decided_at desc, a, b limit 200`,
    organizationId,
  )
}
