import type { Scope } from '../contract/page.js'
import { inSchema } from './read-tables-there.js'

/** Contributors of an organisation who are compared with each other at most: of more, it would keep the host's process busy for seconds. */
export const mostCompared = 20_000

/** On what the suggestions for an organisation depend, and how many contributors it has, counted to one more than are compared. */
export async function selectSuggestionState(
  { db, schema }: Pick<Scope, 'db' | 'schema'>,
  organizationId: string,
): Promise<{ state: string; contributors: number }> {
  const data = inSchema(schema)
  const [row] = await db.$queryRawUnsafe<{ state: string; contributors: number }[]>(
    `with contributor as (select from ${data}."Contributor" c join ${data}."DataSource" s on s.id = c.data_source_id
       where s.organization_id = $1 limit ${mostCompared + 1})
     select (select count(*) from contributor)::int as contributors,
       concat_ws(' ', (select count(*) from contributor),
         (select string_agg(concat_ws(' ', name, digest, linked_at), ',' order by name) from ${data}."LinkState"),
         (select concat_ws(' ', count(*), max(decided_at)) from ${data}."PersonDecision" where organization_id = $1)) as state`,
    organizationId,
  )
  return row ?? { state: '', contributors: 0 }
}
