import type { Scope } from '../contract/page.js'
import { inSchema } from './read-tables-there.js'

type Asking = Pick<Scope, 'db' | 'schema'>

/** Rows of a list that are shown; how many there are is in each row. */
export const mostShown = 50

/** An environment of which nobody says whether it is production. */
export interface Environment {
  total: number
  repository_id: string
  repository: string
  environment: string
  deployments: number
  last: Date | null
}

/** Environments without a rule whose name or tier doesn't say that they are production, the most deployed first. */
export function selectEnvironments({ db, schema }: Asking, organizationId: string): PromiseLike<Environment[]> {
  const data = inSchema(schema)
  return db.$queryRawUnsafe<Environment[]>(
    `select count(*) over ()::int as total, k.counted_id as repository_id, r.full_name as repository, d.environment,
       count(*)::int as deployments, max(coalesce(d.finished_at, d.created_at)) as last
     from ${data}."Deployment" d
     join ${data}."CountedRepository" k on k.repository_id = d.repository_id and k.organization_id = $1
     join ${data}."Repository" r on r.id = k.counted_id
     where d.environment is not null and lower(d.environment) not in ('production', 'prod', 'live')
       and coalesce(lower(d.environment_tier), '') <> 'production'
       and not exists (
         select from ${data}."ServiceRule" u join ${data}."CountedRepository" m on m.repository_id = u.repository_id
         where u.organization_id = $1 and m.counted_id = k.counted_id and u.environment = d.environment)
     group by 2, 3, 4 order by 5 desc, 3, 4 limit ${mostShown}`,
    organizationId,
  )
}

/** Deployments of a service of which nobody knows what they brought. */
export interface Unresolved {
  total: number
  service: string
  reason: string
  deployments: number
  last: Date
  sha: string | null
}

/** Deployments without a known commit, by service and reason. */
export function selectUnresolved({ db, schema }: Asking, organizationId: string): PromiseLike<Unresolved[]> {
  return db.$queryRawUnsafe<Unresolved[]>(
    `select count(*) over ()::int as total, service, unresolved as reason, count(*)::int as deployments, max(finished_at) as last,
       (array_agg(given_sha order by finished_at desc))[1] as sha
     from ${inSchema(schema)}."DeploymentLink" where organization_id = $1 and unresolved is not null
     group by 2, 3 order by 4 desc, 2, 3 limit ${mostShown}`,
    organizationId,
  )
}

/** A pipeline whose repository isn't known. */
export interface LostPipeline {
  total: number
  source: string
  pipeline: string
  address: string | null
  runs: number
}

/** Pipelines without a repository, those with the most runs first. */
export function selectLostPipelines({ db, schema }: Asking, organizationId: string): PromiseLike<LostPipeline[]> {
  const data = inSchema(schema)
  return db.$queryRawUnsafe<LostPipeline[]>(
    `select count(*) over ()::int as total, s.name as source, coalesce(p.full_name, p.name, p.external_id) as pipeline,
       p.remote_key as address, (select count(*)::int from ${data}."PipelineRun" r where r.pipeline_id = p.id and r.repository_id is null) as runs
     from ${data}."Pipeline" p join ${data}."DataSource" s on s.id = p.data_source_id
     where s.organization_id = $1 and p.repository_id is null and p.removed_at is null
     order by 5 desc, 2, 3 limit ${mostShown}`,
    organizationId,
  )
}
