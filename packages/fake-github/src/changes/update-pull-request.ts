import type { FakePullRequest } from '../state/pull-request.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { changedLines } from './changed-lines.js'
import { type PullRequestOptions, pullRequestOf } from './open-pull-request.js'
import { plannedCommits } from './push.js'
import { noteTimeline } from './review-request-verbs.js'

/** What changes; what isn't given stays. */
export interface PullRequestChanges
  extends Pick<PullRequestOptions, 'title' | 'body' | 'isDraft' | 'commits' | 'labels' | 'closes'> {
  /** A force push: `commits` come in the place of those before. Default false. */
  readonly isRewritten?: boolean
}

/** Changes what a pull request says, or adds commits to it. */
export async function updatePullRequest(
  world: World,
  repository: RepositoryState,
  number: number,
  options: PullRequestChanges = {},
): Promise<FakePullRequest> {
  const pullRequest = pullRequestOf(repository, number)
  if (options.title !== undefined) pullRequest.title = options.title
  if (options.body !== undefined) pullRequest.body = options.body
  if (options.labels !== undefined) pullRequest.labels = [...options.labels]
  if (options.closes !== undefined) pullRequest.closes = [...options.closes]
  if (options.isDraft !== undefined && options.isDraft !== pullRequest.isDraft) {
    pullRequest.isDraft = options.isDraft
    noteTimeline(world, repository, pullRequest, options.isDraft ? 'ConvertToDraftEvent' : 'ReadyForReviewEvent')
  }
  if (options.commits) {
    const plans = plannedCommits(world, {
      ref: `refs/pull/${number}/head`,
      parent: options.isRewritten ? pullRequest.baseRefOid : pullRequest.headRefOid,
      commits: options.commits,
      folder: `topics/${number}`,
    })
    const shas = await repository.git.write(plans)
    pullRequest.headRefOid = shas.at(-1) ?? pullRequest.headRefOid
    pullRequest.commitShas = options.isRewritten ? shas : [...pullRequest.commitShas, ...shas]
    pullRequest.commits = pullRequest.commitShas.length
    Object.assign(pullRequest, await changedLines(repository, pullRequest.baseRefOid, pullRequest.headRefOid))
  }
  pullRequest.updatedAt = world.now()
  return pullRequest
}
