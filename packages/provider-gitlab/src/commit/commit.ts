import { changesOf, HttpError, type WalkEnd } from '@data-import/core/provider'
import { commitTable } from '@data-import/model'
import { textOf } from '../record/values.js'
import { projectScript } from '../walk/each-project.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { commitExternalId, type GitlabCommit, parentsOf } from './commit-row.js'
import { type CommitPosition, type CommitState, type CommitWalk, pagesOf, saveCommits } from './commit-walk.js'
import { importHistory } from './history.js'
import { reachedFrom } from './reachable.js'
import { areStored, hasStored, storedParents } from './stored-commits.js'

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
      await saveCommits(walk, page.items, { head, list: 'range', next: page.next, isForward })
    }
  } catch (error) {
    if (!HttpError.isInstance(error) || ![400, 404, 405, 422].includes(error.status)) throw error
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
