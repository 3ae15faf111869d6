import type { Scope } from '../contract/page.js'

/** What people look at, and what they may choose from. */
export interface Choice {
  organizationId: string
  organizations: readonly string[]
  weeks: number
  /** Monday of the first and of the last week, as `2026-03-02`. */
  since: string
  until: string
  /** Monday of the present week. */
  thisWeek: string
  /** The day after the last one. */
  end: string
  /** Time zone in which days begin. */
  zone: string
  service: string | undefined
  services: readonly string[]
  repository: { id: string; name: string } | undefined
  repositories: readonly { id: string; name: string }[]
}

/** How many weeks people may choose. */
export const periods = [4, 12, 26] as const

interface Found {
  zone: string
  until: string
  this_week: string
  organizations: string[] | null
  tables: string[] | null
}

const zone = `coalesce(nullif(current_setting('data_import.time_zone', true), ''), 'UTC')`
/** More would be no choice. */
const mostChoices = 500

/** What the query of the address chooses, as far as there is such a thing; else the most usual. Undefined where no data source is. */
export async function readChoice({ db, schema, query }: Scope): Promise<Choice | undefined> {
  const inSchema = `"${schema.replaceAll('"', '""')}"`
  const asked = /^\d{4}-\d{2}-\d{2}$/.exec(query.get('until') ?? '')?.[0]
  const day = asked && isDay(asked) ? asked : null
  const [found] = await db.$queryRawUnsafe<Found[]>(
    `select ${zone} as zone, insight.week_of(coalesce(least($1::date::timestamp at time zone ${zone}, now()), now()))::text as until,
       insight.week_of(now())::text as this_week,
       (select json_agg(distinct organization_id order by organization_id) from ${inSchema}."DataSource") as organizations,
       (select json_agg(relname) from pg_class where relnamespace = $2::text::regnamespace and relkind in ('r', 'p')) as tables`,
    ...[day, inSchema],
  )
  const organizations = found?.organizations ?? []
  const organizationId = oneOf(organizations, query.get('organization')) ?? organizations[0]
  if (!found || organizationId === undefined) return undefined
  const has = (name: string) => found.tables?.includes(name) === true
  const weeks = periods.find((period) => String(period) === query.get('weeks')) ?? 12
  const services = has('DeploymentLink')
    ? await db.$queryRawUnsafe<{ service: string; repository_id: string }[]>(
        `select service, (array_agg(repository_id order by finished_at desc))[1] as repository_id
         from ${inSchema}."DeploymentLink" where organization_id = $1 group by 1 order by max(finished_at) desc, 1 limit ${mostChoices}`,
        organizationId,
      )
    : []
  const service = services.find((one) => one.service === query.get('service')) ?? services[0]
  const repositories =
    has('Repository') && has('CountedRepository')
      ? await db.$queryRawUnsafe<{ id: string; name: string }[]>(
          `select r.id, r.full_name as name from ${inSchema}."Repository" r
           join ${inSchema}."CountedRepository" k on k.repository_id = r.id and k.counted_id = r.id
           where k.organization_id = $1 order by r.id = any($2::text[]) desc, r.full_name, r.id limit ${mostChoices}`,
          ...[organizationId, [query.get('repository') ?? '', service?.repository_id ?? '']],
        )
      : []
  const repository =
    repositories.find(({ id }) => id === query.get('repository')) ??
    repositories.find(({ id }) => id === service?.repository_id) ??
    repositories[0]
  return {
    ...{ organizationId, organizations, weeks, zone: found.zone, until: found.until, thisWeek: found.this_week },
    ...{ since: addDays(found.until, -7 * (weeks - 1)), end: addDays(found.until, 7) },
    ...{ service: service?.service, services: services.map((one) => one.service).sort() },
    ...{ repository, repositories: [...repositories].sort((a, b) => (a.name < b.name ? -1 : 1)) },
  }
}

/** Whether a text like `2026-03-02` names a day: Date.parse also accepts the 31st of February, which Postgres refuses. */
function isDay(text: string): boolean {
  const parsed = Date.parse(text)
  return parsed >= 0 && new Date(parsed).toISOString().slice(0, 10) === text
}

/** A day some days later, as `2026-03-02`. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The Mondays of the period. */
export function weeksOf({ since, weeks }: Choice): string[] {
  return Array.from({ length: weeks }, (_, index) => addDays(since, 7 * index))
}

function oneOf(all: readonly string[], asked: string | null): string | undefined {
  return all.find((one) => one === asked)
}
