import { changesOf, HttpError, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { commitTable } from '@data-import/model'
import { listPages } from '../client/pages.js'
import { accountsByEmail } from '../people/accounts-by-email.js'
import { createPeople } from '../people/people.js'
import { textOf } from '../record/values.js'
import { projectScript } from '../walk/each-project.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { commitExternalId, commitRow, type GitlabCommit, parentsOf } from './commit-row.js'
import { reachedFrom } from './reachable.js'
import { areStored, hasStored, storedParents } from './stored-commits.js'

/** Where a walk stands. */
interface CommitPosition {
  /** The commit that is walked to, whatever is pushed meanwhile. */
  head: string
  list: 'range' | 'history'
  next: string | null
  /** Whether the head before is known to be behind this one. */
  isForward: boolean
}

/** What a completed walk leaves. */
interface CommitState {
  head: string
  /** Start of the first import; null: everything. */
  since: string | null
}

type CommitWalk = ProjectWalk<CommitPosition, CommitState>

/**
 * Imports the commits that the default branch reaches, by reachability and not by date: what the new head has and the one before had
 * not. Those that a force push leaves behind stay and get `unreachableAt`.
 */
export const commit = projectScript<CommitPosition, CommitState>({
  resource: 'commit',
  // Members may have shown their e-mail addresses, by which commits find them.
  dependsOn: ['repository', 'contributor'],
  importWindowDays: wholeHistoryDays,
  markOf: ({ head, activity }) => (head === undefined ? undefined : `${head} ${activity ?? ''}`),
  walk: importCommits,
})

async function importCommits(walk: CommitWalk): Promise<WalkEnd> {
  const { context, position, state } = walk
  const head = position?.head ?? (await readHead(walk))
  const before = state?.own?.head ?? null
  if (position === null && before === head) return walk.end({ own: { head, since: state?.own?.since ?? null } })
  // What is stored before a first walk is of one whose position was dropped: its branch may have been moved.
  const hasLeft =
    state === null && position === null && !context.isBackfill && (await hasStored(context, walk.project.id))
  let isForward = position?.isForward ?? (before === null && !hasLeft)
  const isInRange = before !== null && position?.list !== 'history' && !context.isBackfill
  let isRead = false
  if (isInRange) {
    const found = await importRange(walk, before, head, position)
    isRead = found !== null
    isForward = found?.isForward ?? false
  }
  if (!isRead) await importHistory(walk, head, { isForward, isFirst: before === null })
  if (context.isBackfill) return {}
  if (!isForward) await markLost(walk, head)
  return walk.end({ own: { head, since: state?.own ? state.own.since : walk.head.since } })
}

/** Where the default branch stands. */
async function readHead({ gitlab, project, skip }: CommitWalk): Promise<string> {
  if (project.branch === null) return skip('the repository is empty')
  const path = `${project.path}/repository/branches/${encodeURIComponent(project.branch)}`
  const answer = await gitlab.rest.get<{ commit?: { id?: unknown } | null } | null>(path, { absentOn: [404] })
  const head = textOf(answer?.body?.commit?.id)
  if (head !== null) return head
  // Whether the branch is gone or only its page, the list tells, which has the head first.
  const list = await gitlab.rest.get<readonly GitlabCommit[]>(`${project.path}/repository/commits`, {
    query: { ref_name: project.branch, per_page: 1 },
    isOfPart: false,
  })
  return textOf(list.body?.[0]?.id) ?? skip('the repository is empty')
}

/**
 * What the new head has and the former one had not, as git tells it. https://docs.gitlab.com/api/commits/#list-repository-commits
 * @returns null where that can't be told: the former head is gone, or the server takes no ranges
 */
async function importRange(
  walk: CommitWalk,
  before: string,
  head: string,
  position: CommitPosition | null,
): Promise<{ isForward: boolean } | null> {
  const { context, project } = walk
  let isForward = position?.isForward ?? false
  let isFirst = position === null
  const met = new Set<string>()
  const parents = new Set<string>()
  try {
    const query = { ref_name: `${before}..${head}`, with_stats: true }
    for await (const page of pagesOf(walk, query, position?.next ?? null)) {
      const shas = page.items.map(({ id }) => id)
      // The range begins with the new head; another answer is about something else.
      if (isFirst && shas[0] !== head && !(shas.length === 0 && (await areStored(context, project.id, [head]))))
        return null
      isFirst = false
      for (const item of page.items) {
        if (item.id) met.add(item.id)
        for (const parent of parentsOf(item) ?? []) parents.add(parent)
      }
      isForward ||= parents.has(before)
      await save(walk, page.items, { head, list: 'range', next: page.next, isForward })
    }
  } catch (error) {
    if (!HttpError.isInstance(error) || ![400, 404, 422].includes(error.status)) throw error
    return null
  }
  // Where the import has a start, what is behind it is stored nowhere.
  if (walk.state?.own?.since !== null) return { isForward }
  const behind = [...parents].filter((sha) => !met.has(sha))
  const isWhole = position === null ? await areStored(context, project.id, behind) : await isReached(walk, head)
  return isWhole ? { isForward } : null
}

/** Whether everything that the head reaches is stored. */
async function isReached({ context, project }: CommitWalk, head: string): Promise<boolean> {
  return reachedFrom(head, await storedParents(context, project.id)).missing.length === 0
}

/** All that the head reaches; of a head that isn't the first, down to where everything is stored. */
async function importHistory(
  walk: CommitWalk,
  head: string,
  { isForward, isFirst }: { isForward: boolean; isFirst: boolean },
): Promise<void> {
  const { context, project, position, until, state } = walk
  const since = isFirst ? walk.since : state?.own?.since ? new Date(state.own.since) : null
  const query = { ref_name: head, with_stats: true, ...(since && { since }), ...(until && { until }) }
  const from = position?.list === 'history' ? position.next : null
  let known = isFirst || since !== null ? null : await storedParents(context, project.id)
  for await (const page of pagesOf(walk, query, from)) {
    await save(walk, page.items, { head, list: 'history', next: page.next, isForward })
    if (!known) continue
    for (const item of page.items) if (item.id) known.set(item.id, parentsOf(item) ?? [])
    if (reachedFrom(head, known).missing.length === 0) return
    // So many pages without an end: it is read to the end, and not compared each time.
    if (known.size > 200_000) known = null
  }
}

function pagesOf({ gitlab, project }: CommitWalk, query: Record<string, string | boolean | Date>, from: string | null) {
  return listPages<GitlabCommit>(gitlab, `${project.path}/repository/commits`, { query, from, isOfPart: false })
}

async function save(walk: CommitWalk, items: readonly GitlabCommit[], position: CommitPosition): Promise<void> {
  const { context, project } = walk
  const emails = await context.shared(`e-mails of ${context.dataSourceId}`, () => accountsByEmail(context))
  const people = createPeople(context, emails)
  const rows = items.map((item) => commitRow(item, project, people))
  await walk.checkpoint([people.rows(), rowsOf(commitTable, rows)], position)
  people.saved()
}

/** From the stored parents, which costs no request. */
async function markLost(walk: CommitWalk, head: string): Promise<void> {
  const { context, project, state } = walk
  const parents = await storedParents(context, project.id)
  const { shas, missing } = reachedFrom(head, parents)
  const since = state?.own ? state.own.since : walk.head.since
  if (missing.length > 0 && since === null) {
    walk.log.warn(
      'A commit in the history is not stored, so nothing can be told of those that a force push left behind.',
    )
    return
  }
  const lost = [...parents.keys()].filter((sha) => !shas.has(sha))
  if (lost.length === 0) return
  const rows = lost.map((sha) => ({ externalId: commitExternalId(sha, project), unreachableAt: context.endDate }))
  await walk.checkpoint([changesOf(commitTable, rows)], { head, list: 'range', next: null, isForward: false })
  walk.log.info(`${lost.length} commits have fallen out of the branch's history and are marked so.`)
}
