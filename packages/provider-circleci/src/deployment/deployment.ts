import { type Json, type PartitionContext, rowsOf, unavailableReasonOf, type WalkEnd } from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { deploymentTable } from '@data-import/model'
import { isGone } from '../client/lists.js'
import type { Circleci } from '../client/open-circleci.js'
import { objectOf } from '../pipeline-run/run-state.js'
import { idOfRecord, textOf } from '../record/read.js'
import type { CircleciContext, CircleciResource } from '../resource.js'
import { batchesOf } from '../walk/each-project.js'
import { knownProjects } from '../walk/projects.js'
import { deployedBy } from './deployed-by.js'
import { deploymentRow, type VersionBody } from './deployment-row.js'

/** A component: https://circleci.com/docs/api/v2/#operation/listComponents */
interface ComponentBody {
  id?: string
  project_id?: string | null
  release_count?: number | null
  updated_at?: string | null
}

interface EnvironmentBody {
  id?: string
  name?: string | null
}

/**
 * Imports deployments: the versions of an organization's components. The list of components says which have a new release; of
 * the others a few are looked at again in each pass, those first that were looked at longest ago.
 */
export const deployment: CircleciResource = {
  name: 'deployment',
  dependsOn: ['pipeline-run', 'job'],
  importWindowDays: 36_500,
  async run(context, open) {
    const circleci = open(context)
    const projects = await knownProjects(context)
    const organizations = new Set([...projects.values()].flatMap(({ organizationId }) => organizationId ?? []))
    await context.partitions(
      [...organizations].map((key) => ({ key })),
      (partition) => walkComponents(context, circleci, partition, new Set(projects.keys())),
      { unavailableReasonOf },
    )
    context.log.info(`Asked CircleCI for deployment: ${describeUsage(circleci.source.usage)}.`)
  },
}

const pageSize = 100
/** Components without a new release that are looked at again. */
const looksOf = (projects: number) => Math.max(1, Math.ceil((100 - projects) / 4))

async function walkComponents(
  context: CircleciContext,
  circleci: Circleci,
  partition: PartitionContext,
  projects: ReadonlySet<string>,
): Promise<WalkEnd> {
  const { lists, settings } = circleci
  const query = { 'org-id': partition.key, 'page-size': pageSize }
  const before = objectOf(partition.state)
  const components = await componentsOf()
  if (components === null) {
    // On a server of one's own there are no deploys; where there were some, or CircleCI's cloud says so, nobody knows.
    const isAbsent = settings.appUrl === null && partition.state === null
    if (isAbsent) return partition.skip('This CircleCI has no deploys (404).')
    return partition.unavailable('its deploys are gone, or the token has no access to them (404)')
  }
  const marks = objectOf(before.components ?? null)
  const known = components.map((component) => {
    const id = idOfRecord('component', component.id)
    return { id, mark: `${component.updated_at} ${component.release_count}`, seen: seenOf(marks[id]) }
  })
  const changed = known.filter(({ mark, seen }) => seen?.mark !== mark)
  const others = known.filter(({ mark, seen }) => seen?.mark === mark)
  others.sort((a, b) => (a.seen?.at ?? 0) - (b.seen?.at ?? 0))
  const wanted = [...changed, ...others.slice(0, looksOf(projects.size))]
  const now = partition.endDate.getTime()
  const state: Record<string, Json> = Object.fromEntries(
    known.flatMap(({ id, seen }) => (seen ? [[id, [seen.mark, seen.at]]] : [])),
  )
  let environments = new Map(Object.entries(objectOf(before.environments ?? null)))
  if (changed.length > 0) environments = await environmentsOf()
  for (const some of batchesOf(wanted, 10)) {
    const read = await Promise.all(
      some.map(async ({ id }) => {
        const path = `/deploy/components/${encodeURIComponent(id)}/versions`
        return { id, versions: await lists.all<VersionBody>(path, { isOfPart: true }) }
      }),
    )
    const all = read.flatMap(({ versions }) => versions)
    if (all.some(({ environment_id: id }) => id && !environments.has(id))) environments = await environmentsOf()
    const by = await deployedBy(context, all)
    const rows = read.flatMap(({ id: componentId, versions }) =>
      versions.map((version) => {
        const environment = textOf(environments.get(version.environment_id ?? ''))
        return deploymentRow(version, { componentId, environment }, by(version), context)
      }),
    )
    await partition.checkpoint({ rows: [rowsOf(deploymentTable, rows)], cursor: null })
    for (const { id, mark } of some) state[id] = [mark, now]
  }
  return { state: { components: state, environments: Object.fromEntries(environments) } }

  async function componentsOf(): Promise<ComponentBody[] | null> {
    for (const isLast of [false, true]) {
      try {
        const all = await lists.all<ComponentBody>('/deploy/components', { query, isOfPart: false })
        return all.filter(({ project_id: project }) => !project || projects.has(project))
      } catch (error) {
        if (!isGone(error)) throw error
        if (isLast) return null
      }
    }
    return null
  }

  async function environmentsOf(): Promise<Map<string, Json | undefined>> {
    const all = await lists.all<EnvironmentBody>('/deploy/environments', { query, isOfPart: true })
    return new Map(all.map(({ id, name }) => [idOfRecord('environment', id), textOf(name)]))
  }
}

function seenOf(mark: Json | undefined): { mark: string; at: number } | undefined {
  const [text, at] = Array.isArray(mark) ? mark : []
  return typeof text === 'string' && typeof at === 'number' ? { mark: text, at } : undefined
}
