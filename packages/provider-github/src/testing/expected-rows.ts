import type { FakeAccount, FakeOwner, FakeTruth, TruePerson } from '@data-import/fake-github'
import { statusOf } from '@data-import/model'

/** Rows by kind and external id, with the fields that are compared. */
export type Rows = Record<string, Record<string, unknown>>

/** References in rows are external ids here: that of a repository, pull request, run or contributor. */
const accountId = (account: FakeAccount | null) => (account && !account.isDeleted ? String(account.id) : null)
const accountLogin = (account: FakeAccount | null) => {
  if (!account || account.isDeleted) return null
  return account.type === 'Bot' ? `${account.login}[bot]` : account.login
}
/** GitHub's own addresses for people who hide theirs carry the account's number. */
const personId = ({ account, email }: TruePerson) =>
  accountId(account) ?? /^(\d+)\+.+@users\.noreply\.github\.com$/.exec(email)?.[1] ?? `email:${email.toLowerCase()}`

/** The rows that an organisation must have become, worked out from the truth and not from any answer. */
export async function expectedRows(owner: FakeOwner): Promise<Rows> {
  const rows: Rows = {}
  for (const repository of owner.repositories()) addRepository(rows, await repository.truth())
  return rows
}

/** The same without the keys of repositories in rows that a rename does not change, so that they keep the former one. */
export function withoutFormerNames(rows: Rows): Rows {
  const without = (kind: string, name: string) =>
    Object.fromEntries(
      Object.entries(rows[kind] ?? {}).map(([id, row]) => {
        const { [name]: _, ...rest } = row as Record<string, unknown>
        return [id, rest]
      }),
    )
  return {
    ...rows,
    ...(rows.pullRequest && { pullRequest: without('pullRequest', 'headRemoteKey') }),
    ...(rows.pipelineRunCommit && { pipelineRunCommit: without('pipelineRunCommit', 'remoteKey') }),
  }
}

/** Repositories whose issues are switched off: what was imported of them before stays. */
export async function withoutIssues(owner: FakeOwner): Promise<ReadonlySet<string>> {
  const truths = await Promise.all(owner.repositories().map((repository) => repository.truth()))
  return new Set(truths.flatMap(({ repository }) => (repository.hasIssues ? [] : String(repository.id))))
}

function addRepository(rows: Rows, truth: FakeTruth): void {
  const { repository } = truth
  const repositoryId = String(repository.id)
  const add = (kind: string, externalId: string | number, row: Record<string, unknown>) => {
    const byId = rows[kind] ?? {}
    rows[kind] = byId
    byId[String(externalId)] = row
  }
  add('repository', repository.id, {
    name: repository.name,
    fullName: repository.fullName,
    description: repository.description,
    remoteKey: `github.example.com/${repository.fullName.toLowerCase()}`,
    language: repository.language,
    stars: repository.stars,
    forks: repository.forks,
    isPrivate: repository.isPrivate,
    isFork: repository.isFork,
    isArchived: repository.isArchived,
    defaultBranch: repository.defaultBranch,
    createdAt: repository.createdAt,
    pushedAt: repository.pushedAt,
    removedAt: null,
    sourceUpdatedAt: repository.updatedAt,
  })
  for (const commit of truth.commits.values()) {
    add('commit', `${commit.sha}@${repositoryId}`, {
      repositoryId,
      sha: commit.sha,
      message: commit.message,
      authorId: personId(commit.author),
      authorName: commit.author.name,
      authorEmail: commit.author.email,
      committerId: personId(commit.committer),
      committerName: commit.committer.name,
      committerEmail: commit.committer.email,
      authoredAt: commit.author.date,
      committedAt: commit.committer.date,
      linesAdded: commit.additions,
      linesRemoved: commit.deletions,
      filesChanged: commit.changedFiles,
      parentShas: commit.parents,
      isMerge: commit.parents.length > 1,
    })
  }
  for (const pull of truth.pullRequests.values()) {
    add('pullRequest', pull.id, {
      repositoryId,
      number: pull.number,
      title: pull.title,
      body: pull.body ?? '',
      state: pull.state,
      isDraft: pull.isDraft,
      authorId: accountId(pull.author),
      authorName: accountLogin(pull.author),
      mergedById: accountId(pull.mergedBy),
      labels: pull.labels,
      mergedByName: accountLogin(pull.mergedBy),
      readyAt: pull.timeline.findLast(({ kind }) => kind === 'ReadyForReviewEvent')?.createdAt ?? null,
      headRemoteKey: pull.headRepository === 'gone' ? null : `github.example.com/${repository.fullName.toLowerCase()}`,
      headRef: pull.headRefName,
      baseRef: pull.baseRefName,
      headSha: pull.headRefOid,
      mergeSha: pull.state === 'MERGED' ? pull.mergeCommitOid : null,
      additions: pull.additions,
      deletions: pull.deletions,
      changedFiles: pull.changedFiles,
      commitsCount: pull.commits,
      createdAt: pull.createdAt,
      updatedAt: pull.updatedAt,
      closedAt: pull.closedAt,
      mergedAt: pull.mergedAt,
    })
    for (const [index, sha] of pull.commitShas.entries()) {
      add('pullRequestCommit', `${pull.id}:${sha}`, { pullRequestId: String(pull.id), sha, position: index + 1 })
    }
    for (const number of pull.closes) {
      const issue = truth.issues.get(number)
      if (!issue) continue
      const link = { pullRequestId: String(pull.id), issueId: String(issue.id), rule: 'vendor', closes: true }
      add('pullRequestIssue', `${pull.id}:${issue.id}`, link)
    }
    for (const item of pull.timeline.filter(({ kind }) => kind === 'ReviewRequestedEvent')) {
      add('reviewRequest', item.nodeId, {
        pullRequestId: String(pull.id),
        reviewerId: accountId(item.reviewer),
        reviewerName: item.team ?? accountLogin(item.reviewer),
        requestedAt: item.createdAt,
      })
    }
  }
  for (const review of truth.reviews.values()) {
    add('review', review.id, {
      pullRequestId: String(truth.pullRequests.get(review.pullRequest)?.id),
      state: review.state,
      body: review.body,
      reviewerId: accountId(review.author),
      reviewerName: accountLogin(review.author),
      commitSha: review.commitOid,
      submittedAt: review.submittedAt,
    })
  }
  for (const comment of truth.comments.values()) {
    add('pullRequestComment', comment.id, {
      pullRequestId: String(truth.pullRequests.get(comment.pullRequest)?.id),
      authorId: accountId(comment.author),
      authorName: accountLogin(comment.author),
      path: comment.path,
      createdAt: comment.createdAt,
      updatedAt: comment.updatedAt,
    })
  }
  for (const workflow of truth.workflows.values()) {
    add('pipeline', workflow.id, { repositoryId, name: workflow.name, fullName: workflow.path })
  }
  for (const issue of truth.issues.values()) {
    add('issue', issue.id, {
      repositoryId,
      number: issue.number,
      title: issue.title,
      body: issue.body,
      state: issue.state,
      stateReason: issue.stateReason?.toLowerCase() ?? null,
      assigneeIds: issue.assignees.map(({ id }) => String(id)),
      authorId: accountId(issue.author),
      authorName: accountLogin(issue.author),
      labels: issue.labels,
      createdAt: issue.createdAt,
      updatedAt: issue.updatedAt,
      closedAt: issue.closedAt,
    })
  }
  for (const run of truth.runs.values()) {
    const { status, result } = statusOf('github/run', { status: run.status, result: run.conclusion })
    add('pipelineRun', run.id, {
      repositoryId,
      pipelineId: String(run.workflowId),
      triggeredById: accountId(run.actor),
      name: run.name,
      number: run.number,
      attempt: run.attempt,
      status,
      result,
      originalStatus: run.status,
      originalResult: run.conclusion,
      sha: run.headSha,
      ref: run.headBranch,
      trigger: run.event,
      createdAt: run.createdAt,
      startedAt: run.runStartedAt,
      finishedAt: status === 'DONE' ? run.updatedAt : null,
      sourceUpdatedAt: run.updatedAt,
    })
  }
  for (const run of truth.runs.values()) {
    const remoteKey = `github.example.com/${repository.fullName.toLowerCase()}`
    const commit = { pipelineRunId: String(run.id), sha: run.headSha, ref: run.headBranch, remoteKey, isPrimary: true }
    add('pipelineRunCommit', `${run.id}:${run.headSha}`, commit)
  }
  for (const job of truth.jobs.values()) {
    const { status, result } = statusOf('github/job', { status: job.status, result: job.conclusion })
    add('job', job.id, {
      pipelineRunId: String(job.runId),
      name: job.name,
      attempt: job.attempt,
      status,
      result,
      startedAt: job.startedAt,
      finishedAt: status === 'DONE' ? job.completedAt : null,
    })
  }
  for (const deployment of truth.deployments.values()) {
    const ends = deployment.statuses.filter(({ state }) => ['success', 'failure', 'error'].includes(state))
    const latest = deployment.statuses.at(-1)?.state ?? 'pending'
    const isOpen = ['pending', 'queued', 'in_progress', 'waiting'].includes(latest)
    const result = ends.at(-1)?.state === 'success' ? 'SUCCESS' : ends.length > 0 ? 'FAILURE' : null
    add('deployment', deployment.id, {
      repositoryId,
      environment: deployment.environment,
      sha: deployment.sha,
      result: isOpen ? null : result,
      finishedAt: isOpen ? null : (ends[0]?.createdAt ?? null),
      startedAt: deployment.statuses.find(({ state }) => state === 'in_progress')?.createdAt ?? null,
      createdAt: deployment.createdAt,
      sourceUpdatedAt: deployment.updatedAt,
    })
  }
  for (const release of truth.releases.values()) {
    add('release', release.id, {
      repositoryId,
      tag: release.tagName,
      sha: release.sha,
      targetRef: release.targetCommitish,
      name: release.name,
      body: release.body,
      isDraft: release.isDraft,
      isPrerelease: release.isPrerelease,
      authorId: accountId(release.author),
      authorName: accountLogin(release.author),
      createdAt: release.createdAt,
      publishedAt: release.publishedAt,
    })
  }
}
