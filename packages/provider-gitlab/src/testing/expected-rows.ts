import { type FakeAccount, type FakeOwner, type FakePerson, type FakeProject, fullPath } from '@data-import/fake-gitlab'
import { statusOf } from '@data-import/model'
import { addRuns } from './expected-runs.js'

/** Rows by kind and external id. References in them are external ids. */
export type Rows = Record<string, Record<string, unknown>>

/** What the world is like, where a server of an age or a setting tells less. */
export interface Telling {
  /** Lines of merge requests come by GraphQL alone. Default true. */
  hasLines?: boolean
  /** Host of the printed addresses. */
  host: string
  /** Projects were renamed, which rows that a rename doesn't change don't know: their keys are left out. Default false. */
  hasFormerNames?: boolean
}

const accountId = (account: FakeAccount | null) => (account ? String(account.id) : null)
const personId = ({ email }: FakePerson) =>
  /^(\d+)-.+@users\.noreply\./.exec(email)?.[1] ?? `email:${email.toLowerCase()}`

/** The rows that the projects of an owner must have become, worked out from the truth and not from any answer. */
export function expectedRows(owner: FakeOwner, telling: Telling): Rows {
  const rows: Rows = {}
  for (const project of owner.projects()) {
    // A fork may be somebody else's.
    const keys = new Map(owner.projects().map((one) => [one.id, keyOf(one.truth(), telling)]))
    addProject(rows, project.truth(), [...project.history()], { ...telling, keys })
  }
  if (!telling.hasFormerNames) return rows
  // Only the fields of the expected rows are compared.
  for (const row of Object.values(rows.pullRequest ?? {})) delete (row as Record<string, unknown>).headRemoteKey
  for (const row of Object.values(rows.pipelineRunCommit ?? {})) delete (row as Record<string, unknown>).remoteKey
  return rows
}

const keyOf = (project: FakeProject, { host }: Telling) => `${host}/${fullPath(project)}`.toLowerCase()

function addProject(
  rows: Rows,
  project: FakeProject,
  history: ReturnType<FakeProject['graph']['history']>,
  telling: Telling & { keys: ReadonlyMap<number, string> },
) {
  const repositoryId = String(project.id)
  const isOff = (feature: Parameters<FakeProject['features']['get']>[0]) => project.features.get(feature) === 'disabled'
  const remoteKey = keyOf(project, telling)
  const add = (kind: string, externalId: string | number, row: Record<string, unknown>) => {
    const byId = rows[kind] ?? {}
    rows[kind] = byId
    byId[String(externalId)] = row
  }
  add('repository', project.id, {
    name: project.path,
    fullName: fullPath(project),
    description: project.description,
    remoteKey,
    language: history.length > 0 || telling.hasLines !== false ? project.language : null,
    stars: project.stars,
    forks: project.forks,
    isPrivate: project.visibility !== 'public',
    isFork: project.forkedFrom !== null,
    isArchived: project.isArchived,
    defaultBranch: history.length > 0 ? project.defaultBranch : null,
    createdAt: project.createdAt,
    pushedAt: project.lastActivityAt,
    removedAt: null,
    sourceUpdatedAt: project.updatedAt,
  })
  for (const commit of history) {
    add('commit', `${commit.sha}@${repositoryId}`, {
      repositoryId,
      sha: commit.sha,
      message: commit.message.replace(/\n+$/, ''),
      authorId: personId(commit.author),
      authorName: commit.author.name,
      authorEmail: commit.author.email,
      committerId: personId(commit.committer),
      committerEmail: commit.committer.email,
      authoredAt: commit.author.date,
      committedAt: commit.committer.date,
      linesAdded: commit.additions,
      linesRemoved: commit.deletions,
      filesChanged: null,
      parentShas: commit.parents,
      isMerge: commit.parents.length > 1,
    })
  }
  for (const given of isOff('merge_requests') ? [] : project.mergeRequests.values()) {
    const isMerged = given.state === 'merged'
    const lines = telling.hasLines === false ? null : given.lines
    add('pullRequest', given.id, {
      repositoryId,
      number: given.iid,
      title: given.isDraft ? `Draft: ${given.title}` : given.title,
      body: given.description,
      state: isMerged ? 'MERGED' : given.state === 'closed' ? 'CLOSED' : 'OPEN',
      originalState: given.state,
      isDraft: given.isDraft,
      authorId: accountId(given.author),
      authorName: given.author.username,
      labels: given.labels,
      mergedById: accountId(given.mergedBy),
      mergedByName: given.mergedBy?.username ?? null,
      headRef: given.sourceBranch,
      headRemoteKey: telling.keys.get(given.sourceProjectId ?? 0) ?? null,
      baseRef: given.targetBranch,
      headSha: given.sha,
      mergeSha: isMerged ? (given.mergeCommitSha ?? given.squashCommitSha ?? given.sha) : null,
      additions: lines?.additions ?? null,
      deletions: lines?.deletions ?? null,
      changedFiles: lines?.files ?? null,
      commitsCount: given.commits.length,
      createdAt: given.createdAt,
      updatedAt: given.updatedAt,
      readyAt: given.readyAt,
      closedAt: given.closedAt,
      mergedAt: given.mergedAt,
    })
    for (const [index, sha] of [...given.commits].reverse().entries()) {
      const commit = project.graph.get(sha)
      add('pullRequestCommit', `${given.id}:${sha}`, {
        pullRequestId: String(given.id),
        sha,
        position: index + 1,
        authoredAt: commit?.author.date,
        committedAt: commit?.committer.date,
        authorId: commit && personId(commit.author),
      })
    }
    for (const number of given.closes) {
      const issue = project.issues.get(number)
      if (!issue) continue
      const link = { pullRequestId: String(given.id), rule: 'vendor', closes: true }
      add('pullRequestIssue', `${given.id}:${issue.id}`, link)
    }
    for (const { account, requestedAt } of given.reviewers) {
      const about = { reviewerId: accountId(account), reviewerName: account.username, requestedAt, removedAt: null }
      add('reviewRequest', `${given.id}:${account.id}`, { pullRequestId: String(given.id), ...about })
    }
    for (const { account, approvedAt } of given.approvals) {
      add('review', `mr:${given.id}:user:${account.id}`, {
        pullRequestId: String(given.id),
        state: 'APPROVED',
        reviewerId: accountId(account),
        reviewerName: account.username,
        submittedAt: approvedAt,
      })
    }
    for (const note of given.notes.filter(({ isSystem }) => !isSystem)) {
      add('pullRequestComment', note.id, {
        pullRequestId: String(given.id),
        authorId: accountId(note.author),
        authorName: note.author.username,
        path: note.path,
        createdAt: note.createdAt,
        updatedAt: note.updatedAt,
      })
    }
  }
  for (const issue of isOff('issues') ? [] : project.issues.values()) {
    add('issue', issue.id, {
      repositoryId,
      number: issue.iid,
      title: issue.title,
      body: issue.description,
      state: issue.state === 'closed' ? 'CLOSED' : 'OPEN',
      type: issue.type.toLowerCase(),
      authorId: accountId(issue.author),
      authorName: issue.author.username,
      assigneeIds: issue.assignees.map(({ id }) => String(id)),
      labels: issue.labels,
      createdAt: issue.createdAt,
      updatedAt: issue.updatedAt,
      closedAt: issue.closedAt,
    })
  }
  if (!isOff('builds')) addRuns(add, project, repositoryId, remoteKey)
  for (const given of isOff('environments') ? [] : project.deployments.values()) {
    const { status, result } = statusOf('gitlab/deployment', { status: given.status })
    add('deployment', given.id, {
      repositoryId,
      environment: given.environment,
      environmentTier: given.tier,
      status,
      result,
      originalStatus: given.status,
      sha: given.sha,
      ref: given.ref,
      creatorId: accountId(given.user),
      createdAt: given.createdAt,
      startedAt: given.startedAt,
      finishedAt: status === 'DONE' ? given.finishedAt : null,
      sourceUpdatedAt: given.updatedAt,
    })
  }
  for (const given of isOff('releases') ? [] : project.releases.values()) {
    add('release', `${project.id}:${given.tag}`, {
      repositoryId,
      tag: given.tag,
      name: given.name,
      body: given.description,
      authorId: accountId(given.author),
      authorName: given.author?.username ?? null,
      sha: given.sha !== null && project.graph.get(given.sha) ? given.sha : null,
      createdAt: given.createdAt,
      publishedAt: given.releasedAt,
    })
  }
}
