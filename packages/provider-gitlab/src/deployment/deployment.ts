import { rowsOf, type WalkEnd } from '@data-import/core/provider'
import { newestFirst } from '@data-import/http'
import { deploymentTable } from '@data-import/model'
import { listPages } from '../client/pages.js'
import { createPeople } from '../people/people.js'
import { instantOf } from '../record/values.js'
import { projectScript } from '../walk/each-project.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { isRecent } from '../walk/recent.js'
import { deploymentRow, type GitlabDeployment } from './deployment-row.js'

interface DeploymentPosition {
  next: string | null
  newest: string | null
}

interface DeploymentState {
  /** The last change of any; null where there is none. */
  newest: string | null
  /** Whether one has not ended. */
  hasOpen: boolean
}

type DeploymentWalk = ProjectWalk<DeploymentPosition, DeploymentState>

/**
 * Imports deployments, last changed first. GraphQL doesn't tell of their changes: where the last one is of these days, or has not
 * ended, each pass looks; elsewhere where there was a pipeline or other activity.
 */
export const deployment = projectScript<DeploymentPosition, DeploymentState>({
  resource: 'deployment',
  dependsOn: ['repository'],
  importWindowDays: wholeHistoryDays,
  markOf: ({ pipelines, activity }) => (pipelines === undefined ? undefined : `${pipelines} ${activity ?? ''}`),
  hasUnfinished: ({ newest, hasOpen }, now) => hasOpen || isRecent(newest, now),
  walk: importDeployments,
})

async function importDeployments(walk: DeploymentWalk): Promise<WalkEnd> {
  const { context, gitlab, project, position, until, head, log } = walk
  const path = `${project.path}/deployments`
  const query = { order_by: 'updated_at', sort: 'desc' }
  const since = head.isFullLook && walk.state !== null ? gitlab.settings.since : walk.since
  let newest = position?.newest ?? walk.state?.own?.newest ?? null
  const pages = newestFirst((from) => listPages<GitlabDeployment>(gitlab, path, { query, from }), {
    timeOf: (item) => item?.updated_at,
    from: position?.next ?? null,
    name: `GitLab's list ${project.fullPath}/deployments`,
    ...{ since, until, log },
  })
  for await (const { items, next } of pages) {
    const people = createPeople(context)
    const rows = items.map((item) => deploymentRow(item, project.id, people, context))
    for (const { updated_at } of items) newest = laterOf(newest, instantOf(updated_at))
    await walk.checkpoint([people.rows(), rowsOf(deploymentTable, rows)], { next, newest })
    people.saved()
  }
  if (context.isBackfill) return {}
  const where = { repositoryId: project.id, status: { in: ['QUEUED', 'RUNNING', 'WAITING'] } }
  const hasOpen = (await context.count(deploymentTable, { where })) > 0
  return walk.end({ own: { newest, hasOpen } })
}

/** As instants: a GitLab may write each in the zone that held then. */
export function laterOf(newest: string | null, time: Date | null): string | null {
  if (time === null || (newest !== null && time.getTime() <= Date.parse(newest))) return newest
  return time.toISOString()
}
