import { createHash } from 'node:crypto'
import type { Gitlab } from '../client/gitlab.js'
import type { PartedQuery } from '../client/graphql.js'
import { idOrNull, textOf } from '../record/values.js'
import type { ProjectMarks } from '../walk/project-state.js'

interface ProbedList {
  count?: number | null
  nodes?: readonly (Record<string, string | null> | null)[] | null
}

/** A project in the answer; what the token may not see is null. */
interface ProbedProject {
  id?: string
  lastActivityAt?: string | null
  languages?: readonly ({ name?: string | null; share?: number | null } | null)[] | null
  repository?: { rootRef?: string | null; tree?: { lastCommit?: { sha?: string | null } | null } | null } | null
  mergeRequests?: ProbedList | null
  issues?: ProbedList | null
  pipelines?: ProbedList | null
  children?: ProbedList | null
  releases?: ProbedList | null
}

interface ProbeAnswer {
  projects?: { nodes?: readonly (ProbedProject | null)[] | null } | null
}

const newest = '(first: 1, sort: UPDATED_DESC) { count nodes { updatedAt } }'

/** What has changed in many projects at once: https://docs.gitlab.com/api/graphql/reference/#project */
export const probeQuery: PartedQuery = {
  name: 'probe',
  parts: [
    { name: 'activity', text: 'lastActivityAt', fields: ['lastActivityAt'] },
    { name: 'languages', text: 'languages { name share }', fields: ['languages', 'share'] },
    {
      name: 'head',
      text: 'repository { rootRef tree { lastCommit { sha } } }',
      fields: ['repository', 'rootRef', 'tree', 'lastCommit', 'sha'],
    },
    { name: 'mergeRequests', text: `mergeRequests${newest}`, fields: ['mergeRequests'] },
    { name: 'issues', text: `issues${newest}`, fields: ['issues'] },
    {
      name: 'pipelines',
      // Those that another one started are in no list that doesn't ask for them.
      text: 'pipelines(first: 1, updatedAfter: $since) { count } children: pipelines(first: 1, updatedAfter: $since, source: "parent_pipeline") { count }',
      fields: ['pipelines', 'updatedAfter', 'source'],
      declares: '$since: Time',
    },
    {
      name: 'releases',
      // Their names, for nothing else tells that one was changed.
      text: 'releases(first: 20, sort: CREATED_DESC) { count nodes { createdAt tagName name } }',
      fields: ['releases', 'tagName'],
    },
  ],
  textOf: (parts, declared) =>
    `query probe($ids: [ID!]!, $first: Int!${declared}) { projects(ids: $ids, first: $first) { nodes { id ${parts} } } }`,
}

/** What was seen of a project. */
export interface ProbedMarks {
  marks: ProjectMarks
  /** Undefined where GitLab didn't tell. */
  language: string | null | undefined
}

const mostPerQuery = 100
/** Of the probe before, for answers that were behind. */
const overlapMs = 5 * 60_000

/** A project that is asked about, and what was seen of it before. */
export interface ProbedBefore {
  key: string
  probedAt: string | null
  pipelines: string | undefined
}

/** Asks about up to some hundred projects; those that GitLab doesn't tell of are left out. */
export async function probe(
  { graphql }: Pick<Gitlab, 'graphql'>,
  projects: readonly ProbedBefore[],
  now: Date,
): Promise<ReadonlyMap<string, ProbedMarks>> {
  const found = new Map<string, ProbedMarks>()
  const before = new Map(projects.map((one) => [one.key, one]))
  const answers = graphql.askAll<ProbeAnswer, ProbedBefore>(probeQuery, projects, mostPerQuery, (asked, isAnew) => ({
    ids: asked.map(({ key }) => `gid://gitlab/Project/${key}`),
    first: asked.length,
    since: isAnew ? null : sinceOf(asked),
  }))
  for await (const { data, has } of answers) {
    for (const node of data.projects?.nodes ?? []) {
      const key = idOrNull(node?.id)
      const known = key === null ? undefined : before.get(key)
      if (node && known) found.set(known.key, probedMarks(node, known, now, has))
    }
  }
  return found
}

/** Null where one of them was never probed: any pipeline is a change then. */
function sinceOf(asked: readonly ProbedBefore[]): string | null {
  const times = asked.map(({ probedAt }) => Date.parse(probedAt ?? ''))
  const earliest = Math.min(...times)
  return Number.isNaN(earliest) ? null : new Date(earliest - overlapMs).toISOString()
}

function probedMarks(
  node: ProbedProject,
  before: ProbedBefore,
  now: Date,
  has: (part: string) => boolean,
): ProbedMarks {
  const marks: ProjectMarks = {}
  const activity = textOf(node.lastActivityAt)
  if (activity !== null) marks.activity = activity
  const sha = textOf(node.repository?.tree?.lastCommit?.sha)
  if (sha !== null) marks.head = `${node.repository?.rootRef ?? ''} ${sha}`
  const mergeRequests = listMark(node.mergeRequests, 'updatedAt')
  if (mergeRequests !== undefined) marks.mergeRequests = mergeRequests
  const issues = listMark(node.issues, 'updatedAt')
  if (issues !== undefined) marks.issues = issues
  const releases = listMark(node.releases, 'createdAt')
  if (releases !== undefined) marks.releases = `${releases} ${digestOf(node.releases?.nodes)}`
  const changed = node.pipelines?.count
  const changedChildren = node.children?.count
  if (typeof changed === 'number' && typeof changedChildren === 'number') {
    // Kept until a walk has seen it: a mark that only said "just now" would be lost with that walk.
    const isChanged = changed + changedChildren > 0
    marks.pipelines = isChanged || before.pipelines === undefined ? markAfter(before.pipelines, now) : before.pipelines
  }
  return { marks, language: has('languages') ? largest(node.languages) : undefined }
}

/** Always later than the mark before: GitLab's clock shows whole seconds, and two passes can begin in one, with a change between them. */
function markAfter(before: string | undefined, now: Date): string {
  const last = Date.parse(before ?? '')
  return new Date(last >= now.getTime() ? last + 1 : now.getTime()).toISOString()
}

function listMark(list: ProbedList | null | undefined, field: string): string | undefined {
  if (typeof list?.count !== 'number') return undefined
  return `${list.count}@${list.nodes?.[0]?.[field] ?? ''}`
}

function digestOf(nodes: ProbedList['nodes']): string {
  return createHash('sha256')
    .update(JSON.stringify(nodes ?? []))
    .digest('base64url')
    .slice(0, 12)
}

function largest(languages: ProbedProject['languages']): string | null | undefined {
  if (!Array.isArray(languages)) return undefined
  const sorted = languages
    .flatMap((one: { name?: string | null; share?: number | null } | null) => one ?? [])
    .sort((a, b) => (b.share ?? 0) - (a.share ?? 0))
  return textOf(sorted[0]?.name)
}
