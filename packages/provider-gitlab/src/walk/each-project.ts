import {
  ConfigurationError,
  type DataSourceScript,
  HttpError,
  type PartitionContext,
  type PartitionRecord,
  unavailableReasonOf,
  type WalkEnd,
} from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { repositoryTable } from '@data-import/model'
import { type Gitlab, openGitlab } from '../client/gitlab.js'
import type { GitlabContext, GitlabDatabase } from '../database.js'
import { type GitlabProject, nothingIn } from '../record/gitlab-project.js'
import { json } from './json.js'
import { isSettled, readProjectState } from './project-state.js'
import type { ProjectResource, ProjectWalk, WalkedProject } from './project-walk.js'
import { beginWalk, isFullLookDue, readCursor, readWalkState } from './walk-head.js'

/** Makes the script of a resource that is read project by project. */
export function projectScript<Position, Own>(
  resource: ProjectResource<Position, Own>,
): DataSourceScript<GitlabDatabase> {
  return {
    dataSourceName: 'GITLAB',
    resource: resource.resource,
    dependsOn: resource.dependsOn,
    importWindowDays: resource.importWindowDays,
    run: (context) => eachProject(context, resource),
  }
}

/** Walks the projects of this pass, but for those of which the probe says that nothing has changed. */
async function eachProject<Position, Own>(
  context: GitlabContext,
  resource: ProjectResource<Position, Own>,
): Promise<void> {
  const gitlab = openGitlab(context)
  const projects = await walkedProjects(context)
  const upstream = new Map<string, PartitionRecord>()
  for (const name of resource.after ?? []) {
    for (const record of await context.partitionsOf(name)) upstream.set(`${name} ${record.key}`, record)
  }
  const scope = { context, gitlab, resource, upstream }
  try {
    await context.partitions(
      [...projects.values()].map(({ key, fullPath }) => ({ key, name: fullPath })),
      (partition) => walkProject(scope, projects.get(partition.key), partition),
      {
        isUnchanged: (record) => isUnchanged(scope, record, projects.get(record.key)),
        unavailableReasonOf,
      },
    )
  } finally {
    const { requests } = gitlab.rest.usage
    if (requests > 0) context.log.info(`Asked GitLab for ${resource.resource}: ${describeUsage(gitlab.rest.usage)}.`)
  }
}

/** Projects that this pass has seen, by key. A backfill writes no ledger, so it takes those of the last pass. */
export async function walkedProjects(context: GitlabContext): Promise<ReadonlyMap<string, WalkedProject>> {
  const records = await context.partitionsOf('repository')
  const seen = records.flatMap((record) => {
    const state = readProjectState(record.state)
    if (!state || record.status !== 'COMPLETE' || !(record.isCurrent || context.isBackfill)) return []
    const { key } = record
    return [{ ...state, key, id: context.idOf(repositoryTable, key), path: `/projects/${key}` }]
  })
  if (context.isBackfill && seen.length === 0) {
    throw new ConfigurationError('No project is known yet: import once without a window, then backfill.')
  }
  return new Map(seen.map((project) => [project.key, project]))
}

interface WalkScope<Position, Own> {
  context: GitlabContext
  gitlab: Gitlab
  resource: ProjectResource<Position, Own>
  upstream: ReadonlyMap<string, PartitionRecord>
}

function isUnchanged<Position, Own>(
  { context, gitlab, resource, upstream }: WalkScope<Position, Own>,
  record: PartitionRecord,
  project: WalkedProject | undefined,
): boolean {
  const state = readWalkState<Own>(record.state)
  if (!project || !state || project.nothing[resource.resource] !== undefined) return false
  const mark = resource.markOf(project.marks, project)
  if (mark === undefined || mark !== state.mark || !isSettled(mark, state.seenAt)) return false
  if (state.own !== null && resource.hasUnfinished?.(state.own, context.endDate)) return false
  const isReady = (resource.after ?? []).every((name) => upstream.get(`${name} ${record.key}`)?.isCurrent)
  return isReady && !isFullLookDue(record.key, state, gitlab.rest.now() ?? context.endDate)
}

async function walkProject<Position, Own>(
  scope: WalkScope<Position, Own>,
  project: WalkedProject | undefined,
  partition: PartitionContext,
): Promise<WalkEnd> {
  if (!project) throw new ConfigurationError('The project was not seen in this pass.')
  const { resource } = scope
  const nothing = project.nothing[resource.resource]
  if (nothing !== undefined) return partition.skip(nothing)
  waitForUpstream(scope, partition)
  // What a stored position is answered is core's affair: it drops it once.
  let hasBegun = false
  const checkpoint: PartitionContext['checkpoint'] = (page) => {
    hasBegun = true
    return partition.checkpoint(page)
  }
  try {
    return await resource.walk(beginProjectWalk(scope, project, { ...partition, checkpoint }))
  } catch (error) {
    const reason = unavailableReasonOf(error)
    if (!hasBegun && HttpError.isInstance(error) && error.status === 403) {
      const isOff = await nothingNow(scope, project)
      if (isOff !== undefined) return partition.skip(isOff)
    }
    if (reason === undefined || !hasBegun) throw error
    return partition.unavailable(`${reason}, in the middle of its walk`)
  }
}

/** Why there is nothing, where the list of projects has not said so: it may say less than the project's page, or have been earlier. */
async function nothingNow<Position, Own>(
  { gitlab, resource }: WalkScope<Position, Own>,
  project: WalkedProject,
): Promise<string | undefined> {
  const answer = await gitlab.rest.get<GitlabProject>(project.path, { isOfPart: true, absentOn: [403, 404] })
  return answer ? nothingIn(answer.body)[resource.resource] : undefined
}

function waitForUpstream<Position, Own>(
  { context, resource, upstream }: WalkScope<Position, Own>,
  partition: PartitionContext,
): void {
  if (context.isBackfill) return
  for (const name of resource.after ?? []) {
    const record = upstream.get(`${name} ${partition.key}`)
    if (record?.isCurrent) continue
    if (record?.status === 'SKIPPED') partition.skip(record.reason ?? `its ${name}s were skipped`)
    if (record?.status === 'UNAVAILABLE') partition.unavailable(record.reason ?? `its ${name}s are not available`)
    partition.postpone(`Its ${name}s are not complete yet.`)
  }
}

function beginProjectWalk<Position, Own>(
  { context, gitlab, resource }: WalkScope<Position, Own>,
  project: WalkedProject,
  partition: PartitionContext,
): ProjectWalk<Position, Own> {
  const state = context.isBackfill ? null : readWalkState<Own>(partition.state)
  const cursor = readCursor<Position>(partition.cursor)
  const mark = resource.markOf(project.marks, project) ?? null
  const start = {
    mark,
    seenAt: project.probedAt,
    // Not the probe's time, which stays the same while the probe sees no change.
    now: gitlab.rest.now() ?? context.endDate,
    since: context.isBackfill ? null : gitlab.settings.since,
  }
  const head = cursor?.head ?? beginWalk(partition, state, start)
  return {
    context,
    gitlab,
    project,
    since: head.since === null ? null : new Date(head.since),
    until: context.isBackfill ? partition.endDate : null,
    head,
    position: cursor?.position ?? null,
    state,
    log: partition.log,
    skip: partition.skip,
    restart: partition.restart,
    postpone: partition.postpone,
    checkpoint: (rows, position) => partition.checkpoint({ rows, cursor: json({ head, position }) }),
    end: ({ rows, own, note } = {}) => ({
      ...(rows && { rows }),
      ...(note !== undefined && { note }),
      state: json({ ...head, own: own ?? null }),
    }),
  }
}
