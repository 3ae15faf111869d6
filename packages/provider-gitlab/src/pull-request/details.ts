import type { Gitlab } from '../client/gitlab.js'
import type { GitlabContext } from '../database.js'
import { countOf, idOrNull, textOf } from '../record/values.js'
import type { WalkedProject } from '../walk/project-walk.js'
import { type CommitNode, type DetailsAnswer, type DetailsNode, detailsQuery, type NoteNode } from './details-query.js'
import type { MergeRequestCommit, MergeRequestDetails, Note } from './merge-request.js'
import { projectUrl, restCommits, restNotes } from './rest-details.js'

/** Which merge request. */
export interface DetailsRequest {
  iid: number
  /** By which what is remembered of it is known to be of the same moment. */
  updatedAt: Date | null
  /** Id of the project that its branch is in; null where that is gone. */
  sourceProjectId: string | null
}

/** Who asks. */
export interface DetailsScope {
  context: GitlabContext
  gitlab: Gitlab
  project: WalkedProject
}

const perQuery = 25
/** Notes kept for the scripts of the same pass that need them too. */
const mostNotes = 50_000

interface Memory {
  details: Map<string, MergeRequestDetails>
  notes: number
}

/** What lists lack, by `iid`: by GraphQL for many at once, and by REST for what that doesn't tell. Those that are gone are left out. */
export async function detailsOf(
  scope: DetailsScope,
  requests: readonly DetailsRequest[],
): Promise<ReadonlyMap<number, MergeRequestDetails>> {
  const { context, project } = scope
  const memory = context.shared<Memory>(`merge requests of ${context.dataSourceId}`, () => ({
    details: new Map(),
    notes: 0,
  }))
  const keyOf = ({ iid, updatedAt }: DetailsRequest) => `${project.key}!${iid}@${updatedAt?.getTime() ?? ''}`
  const found = new Map<number, MergeRequestDetails>()
  const left = requests.filter((request) => {
    const known = request.updatedAt ? memory.details.get(keyOf(request)) : undefined
    if (known) found.set(request.iid, known)
    return !known
  })
  for (let start = 0; start < left.length; start += perQuery) {
    const asked = left.slice(start, start + perQuery)
    const nodes = await askNodes(
      scope,
      asked.map(({ iid }) => iid),
    )
    const all = await Promise.all(
      asked.map(async (request) => [request, await complete(scope, request, nodes)] as const),
    )
    for (const [request, details] of all) {
      if (!details) continue
      found.set(request.iid, details)
      if (memory.notes + details.notes.length > mostNotes) continue
      memory.notes += details.notes.length + 1
      memory.details.set(keyOf(request), details)
    }
  }
  return found
}

interface Nodes {
  byIid: Map<number, DetailsNode>
  has(part: string): boolean
}

async function askNodes({ gitlab, project }: DetailsScope, iids: readonly number[]): Promise<Nodes> {
  const nodes: Nodes = { byIid: new Map(), has: () => false }
  const answers = gitlab.graphql.askAll<DetailsAnswer, number>(detailsQuery, iids, perQuery, (asked) => ({
    ids: [`gid://gitlab/Project/${project.key}`],
    iids: asked.map(String),
    first: asked.length,
  }))
  for await (const { data, has } of answers) {
    nodes.has = has
    for (const node of data.projects?.nodes?.[0]?.mergeRequests?.nodes ?? []) {
      const iid = countOf(node?.iid)
      if (node && iid !== null) nodes.byIid.set(iid, node)
    }
  }
  return nodes
}

/** Undefined where the merge request is gone. */
async function complete(
  { gitlab, project }: DetailsScope,
  { iid, sourceProjectId }: DetailsRequest,
  { byIid, has }: Nodes,
): Promise<MergeRequestDetails | undefined> {
  const node = byIid.get(iid)
  const path = `${project.path}/merge_requests/${iid}`
  const notes = notesIn(node) ?? (await restNotes(gitlab, path))
  if (notes === undefined) return undefined
  const commits = commitsIn(node) ?? (await restCommits(gitlab, path))
  const isOwn = sourceProjectId === project.key
  const told = node && has('source') ? textOf(node.sourceProject?.webUrl) : undefined
  const sourceUrl = isOwn
    ? project.webUrl
    : (told ?? (sourceProjectId === null || told === null ? null : await projectUrl(gitlab, sourceProjectId)))
  return {
    lines: node && has('lines') ? linesIn(node) : undefined,
    lacksLines: node === undefined,
    sourceUrl,
    notes,
    commits,
    // Where GraphQL doesn't tell, whoever needs to know has to ask.
    isApproved: Array.isArray(node?.approvedBy?.nodes) ? node.approvedBy.nodes.length > 0 : true,
  }
}

function linesIn({ diffStatsSummary }: DetailsNode): MergeRequestDetails['lines'] {
  const additions = countOf(diffStatsSummary?.additions)
  const deletions = countOf(diffStatsSummary?.deletions)
  const files = countOf(diffStatsSummary?.fileCount)
  return additions === null || deletions === null || files === null ? null : { additions, deletions, files }
}

/** Undefined where they aren't all there. */
function notesIn(node: DetailsNode | undefined): Note[] | undefined {
  const nodes = node?.notes?.nodes
  if (!Array.isArray(nodes) || node?.notes?.pageInfo?.hasNextPage !== false) return undefined
  const notes = nodes.map((note: NoteNode | null) => {
    const id = idOrNull(note?.id)
    if (!note || id === null) return undefined
    const isSystem = note.system === true
    return {
      ...{ id, isSystem, author: note.author ?? null, body: isSystem ? (note.body ?? '') : '' },
      path: textOf(note.position?.newPath) ?? textOf(note.position?.filePath),
      ...{ createdAt: note.createdAt ?? null, updatedAt: note.updatedAt ?? null },
    }
  })
  if (notes.some((note) => note === undefined)) return undefined
  const byTime = (a: Note, b: Note) =>
    Date.parse(a.createdAt ?? '') - Date.parse(b.createdAt ?? '') || Number(a.id) - Number(b.id)
  return notes.flatMap((note) => note ?? []).sort(byTime)
}

function commitsIn(node: DetailsNode | undefined): MergeRequestCommit[] | undefined {
  const nodes = node?.commits?.nodes
  if (!Array.isArray(nodes) || node?.commits?.pageInfo?.hasNextPage !== false) return undefined
  const commits = nodes.map((commit: CommitNode | null) => {
    const sha = textOf(commit?.sha)
    if (!commit || sha === null) return undefined
    const { authoredDate = null, committedDate = null } = commit
    const author = { authorName: textOf(commit.authorName), authorEmail: textOf(commit.authorEmail) }
    return { sha, authoredAt: authoredDate, committedAt: committedDate, ...author }
  })
  if (commits.some((commit) => commit === undefined)) return undefined
  return commits.flatMap((commit) => commit ?? []).reverse()
}
