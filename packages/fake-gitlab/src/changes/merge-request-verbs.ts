import { wholeNumber } from '@data-import/fake-server'
import type { FakeAccount } from '../state/account.js'
import type { FakeMergeRequest } from '../state/merge-request.js'
import { type FakeProject, fullPath } from '../state/project.js'
import type { World } from '../state/world.js'
import { addCommits, mergeInto, push } from './git-verbs.js'
import { someAccount, someTitle } from './made-up.js'
import { systemNote } from './note-verbs.js'
import { later, touchActivity } from './touch.js'

/** A merge request to open. */
export interface MergeRequestOptions {
  readonly title?: string
  readonly description?: string | null
  readonly author?: FakeAccount
  readonly isDraft?: boolean
  /** Default 2. */
  readonly commits?: number
  readonly labels?: readonly string[]
  readonly reviewers?: readonly FakeAccount[]
  readonly closes?: readonly number[]
  /** The project of the fork that it comes from. Default: the project itself. */
  readonly source?: FakeProject
  readonly createdAt?: Date
  /** False: GitLab can't count its lines. Default true. */
  readonly hasLines?: boolean
}

/** Opens a merge request with a branch of its own. */
export function openMergeRequest(
  world: World,
  project: FakeProject,
  options: MergeRequestOptions = {},
): FakeMergeRequest {
  const createdAt = options.createdAt ?? world.now()
  const base = project.graph.branches.get(project.defaultBranch)
  if (base === undefined) throw new Error('the project is empty')
  const sha = addCommits(world, project, base, { commits: options.commits ?? 2, committedAt: createdAt })
  const iid = project.nextIid.mergeRequest++
  const author = options.author ?? someAccount(world)
  const closes = [...(options.closes ?? [])]
  const text = options.description === undefined ? `About ${someTitle(world)}.` : options.description
  const mergeRequest: FakeMergeRequest = {
    ...{ id: world.newId(), iid, state: 'opened', author, assignees: [], sha, closes },
    title: options.title ?? someTitle(world),
    description:
      closes.length > 0 ? `${text ?? ''}\n\n${closes.map((number) => `Closes #${number}`).join('\n')}` : text,
    isDraft: options.isDraft ?? false,
    reviewers: (options.reviewers ?? []).map((account) => ({ account, requestedAt: createdAt })),
    ...{ removedReviewers: [], approvals: [], notes: [] },
    labels: [...(options.labels ?? [])],
    sourceBranch: `change-${iid}`,
    targetBranch: project.defaultBranch,
    sourceProjectId: (options.source ?? project).id,
    commits: project.graph.range(base, sha).map((commit) => commit.sha),
    ...{ mergeCommitSha: null, squashCommitSha: null, mergedBy: null },
    lines: options.hasLines === false ? null : linesOf(project, project.graph.range(base, sha)),
    ...{ readyAt: null, createdAt, updatedAt: createdAt, mergedAt: null, closedAt: null },
  }
  project.mergeRequests.set(iid, mergeRequest)
  touchActivity(world, project)
  return mergeRequest
}

function linesOf(_project: FakeProject, commits: readonly { additions: number; deletions: number }[]) {
  return {
    additions: commits.reduce((sum, { additions }) => sum + additions, 0),
    deletions: commits.reduce((sum, { deletions }) => sum + deletions, 0),
    files: commits.length,
  }
}

/** Pushes to the branch of a merge request. */
export function pushToMergeRequest(world: World, project: FakeProject, given: FakeMergeRequest, commits = 1): void {
  given.sha = addCommits(world, project, given.sha, { commits })
  const added = project.graph.range(given.commits[0] ?? '', given.sha)
  given.commits = [...added.map(({ sha }) => sha), ...given.commits]
  if (given.lines) {
    const more = linesOf(project, added)
    given.lines = {
      additions: given.lines.additions + more.additions,
      deletions: given.lines.deletions + more.deletions,
      files: given.lines.files + more.files,
    }
  }
  systemNote(world, given, given.author, `added ${commits} commit${commits === 1 ? '' : 's'}`)
  touchActivity(world, project)
}

/** How a merge request is merged. */
export type MergeMethod = 'merge' | 'squash' | 'fast-forward'

/** Merges it. */
export function mergeMergeRequest(
  world: World,
  project: FakeProject,
  given: FakeMergeRequest,
  method: MergeMethod = 'merge',
): void {
  const { graph, defaultBranch } = project
  const head = graph.branches.get(defaultBranch) ?? given.sha
  if (method === 'merge') {
    given.mergeCommitSha = mergeInto(world, project, [head, given.sha], `Merge branch '${given.sourceBranch}'`)
  } else if (method === 'squash') {
    given.squashCommitSha = push(world, project, { message: given.title })
  } else {
    // A rebase gave it the place on top of the branch.
    given.sha = push(world, project, { commits: given.commits.length })
    given.commits = graph.range(head, given.sha).map(({ sha }) => sha)
  }
  given.state = 'merged'
  given.mergedAt = later(world, null)
  given.mergedBy = someAccount(world)
  for (const number of given.closes) closeIssue(world, project, number)
  systemNote(world, given, given.mergedBy, 'merged')
}

function closeIssue(world: World, project: FakeProject, number: number): void {
  const issue = project.issues.get(number)
  if (!issue || issue.state === 'closed') return
  issue.state = 'closed'
  issue.closedAt = later(world, issue.updatedAt)
  issue.updatedAt = issue.closedAt
}

/** Closes it without a merge, or opens it again. */
export function setMergeRequestState(world: World, given: FakeMergeRequest, state: 'opened' | 'closed'): void {
  given.state = state
  given.closedAt = state === 'closed' ? later(world, given.updatedAt) : null
  systemNote(world, given, given.author, state === 'closed' ? 'closed' : 'reopened')
}

/** Says that a draft is finished, or that it is one after all. */
export function setDraft(world: World, given: FakeMergeRequest, isDraft: boolean): void {
  given.isDraft = isDraft
  const note = systemNote(world, given, given.author, `marked this merge request as **${isDraft ? 'draft' : 'ready'}**`)
  if (!isDraft) given.readyAt = note.createdAt
}

/** Changes what its author may change. */
export function updateMergeRequest(
  world: World,
  given: FakeMergeRequest,
  changes: Partial<Pick<FakeMergeRequest, 'title' | 'description' | 'labels' | 'lines'>>,
): void {
  Object.assign(given, changes)
  given.updatedAt = later(world, given.updatedAt)
}

/** Makes up how many lines a merge request has. */
export function someLines(world: World) {
  const number = () => wholeNumber(world.random, 0, 300)
  return { additions: number(), deletions: number(), files: number() }
}

/** Where people look at it. */
export function mergeRequestUrl(world: World, project: FakeProject, iid: number): string {
  return `${world.webUrl}/${fullPath(project)}/-/merge_requests/${iid}`
}
