import {
  changesOf,
  type DataSourceScript,
  type PartitionContext,
  type PartitionRecord,
  rowsOf,
  unavailableReasonOf,
  type WalkEnd,
} from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { repositoryTable } from '@data-import/model'
import { type Gitlab, openGitlab } from '../client/gitlab.js'
import type { GitlabContext, GitlabDatabase } from '../database.js'
import type { GitlabProject } from '../record/gitlab-project.js'
import { textOf } from '../record/values.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { json } from '../walk/json.js'
import { isSettled, readProjectState } from '../walk/project-state.js'
import { listProjects, type RefusedPaths } from './list-projects.js'
import { type SeenProject, seenProjects } from './seen-projects.js'

/**
 * Imports the owner's projects and notes what tells the other scripts whether there is anything new in them. One that is gone from the
 * list is looked for, gets `removedAt`, and keeps its rows.
 */
export const repository: DataSourceScript<GitlabDatabase> = {
  dataSourceName: 'GITLAB',
  resource: 'repository',
  dependsOn: [],
  importWindowDays: wholeHistoryDays,
  async run(context) {
    const gitlab = openGitlab(context)
    const before = new Map((await context.partitionsOf('repository')).map((record) => [record.key, record]))
    const refused: RefusedPaths = new Map()
    const seen = new Map<string, SeenProject>()
    try {
      await importListed(context, seen, wantedProjects(context, gitlab, { before, refused, seen }))
      if (context.isBackfill) return
      await importMissing(context, gitlab, seen)
      await noteRefused(context, refused, before)
    } finally {
      context.log.info(`Asked GitLab for projects: ${describeUsage(gitlab.rest.usage)}.`)
    }
  },
}

interface Listing {
  before: ReadonlyMap<string, PartitionRecord>
  refused: RefusedPaths
  /** Wanted or not, by key. */
  seen: Map<string, SeenProject>
}

async function* wantedProjects(context: GitlabContext, gitlab: Gitlab, { before, refused, seen }: Listing) {
  const idsByName = new Map(
    [...before].flatMap(([key, { state }]): [string, string][] => {
      const askedAs = readProjectState(state)?.askedAs
      return askedAs === undefined ? [] : [[askedAs, key]]
    }),
  )
  for await (const page of listProjects(gitlab, refused, idsByName, context.log)) {
    const fresh = await seenProjects(context, gitlab, page, before)
    for (const project of fresh) {
      seen.set(project.key, project)
      const { fullPath } = project.state
      if (gitlab.settings.isWanted(fullPath)) yield { key: project.key, name: fullPath }
    }
  }
}

async function importListed(
  context: GitlabContext,
  seen: ReadonlyMap<string, SeenProject>,
  partitions: AsyncGenerator<{ key: string; name: string }>,
): Promise<void> {
  await context.partitions(
    partitions,
    async ({ key }) => {
      const project = seen.get(key)
      if (!project) throw new Error(`${key} is in no page.`)
      return { rows: [rowsOf(repositoryTable, [project.row])], state: json(project.state) }
    },
    { isUnchanged: (record) => isUnchanged(record, seen.get(record.key)) },
  )
}

/** Equal to what was seen before; marks of what has just changed are looked at again. */
function isUnchanged(record: PartitionRecord, project: SeenProject | undefined): boolean {
  const before = readProjectState(record.state)
  if (!before || !project) return false
  const { probedAt: _, ...was } = before
  const { probedAt: __, ...is } = project.state
  const marks = Object.values(before.marks)
  return JSON.stringify(was) === JSON.stringify(json(is)) && marks.every((mark) => isSettled(mark, before.probedAt))
}

/** Projects that were imported and are gone from the list. Those of which it is known already are left alone. */
async function importMissing(context: GitlabContext, gitlab: Gitlab, seen: ReadonlyMap<string, SeenProject>) {
  const missing = (await context.partitionsOf('repository')).filter(
    ({ key, status }) => /^\d+$/.test(key) && !seen.has(key) && status !== 'SKIPPED' && status !== 'UNAVAILABLE',
  )
  await context.partitions(
    missing.map(({ key, name }) => ({ key, name })),
    (partition) => lookForMissing(context, gitlab, partition),
  )
}

async function lookForMissing(
  context: GitlabContext,
  { rest, settings }: Gitlab,
  partition: PartitionContext,
): Promise<WalkEnd> {
  const mark = async (row: { fullName?: string; name?: string }) => {
    const rows = [changesOf(repositoryTable, [{ externalId: partition.key, removedAt: context.endDate, ...row }])]
    await partition.checkpoint({ rows, cursor: null })
  }
  const found = await rest.get<GitlabProject>(`/projects/${partition.key}`).catch((error: unknown) => {
    const reason = unavailableReasonOf(error)
    if (reason === undefined) throw error
    return reason
  })
  if (typeof found === 'string') {
    await mark({})
    return partition.unavailable(found)
  }
  const fullName = textOf(found.body?.path_with_namespace)
  if (fullName === null) return partition.postpone("GitLab's answer doesn't say where the project is.")
  const { owner } = settings
  const isOwners = owner.kind === 'group' && fullName.toLowerCase().startsWith(`${owner.path.toLowerCase()}/`)
  if (isOwners) return partition.postpone('GitLab left it out of its list in this pass.')
  await mark({ fullName, ...(textOf(found.body.path) !== null && { name: String(found.body.path) }) })
  return partition.skip(`not among those that are asked for any more: it is ${fullName} now`)
}

/** Named projects that are not available have no id, so their path says which they are. */
async function noteRefused(
  context: GitlabContext,
  refused: RefusedPaths,
  before: ReadonlyMap<string, PartitionRecord>,
): Promise<void> {
  const known = new Set(
    [...before.values()].flatMap(({ state }) => readProjectState(state)?.fullPath.toLowerCase() ?? []),
  )
  const unknown = [...refused].filter(([path]) => !known.has(path.toLowerCase()) && !/^\d+$/.test(path))
  await context.partitions(
    unknown.map(([path]) => ({ key: `path:${path}`, name: path })),
    async ({ name, unavailable }) => unavailable(refused.get(name) ?? 'not available'),
  )
}
