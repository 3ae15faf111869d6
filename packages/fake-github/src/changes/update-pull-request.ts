import type { FakePullRequest } from '../state/pull-request.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { changedLines } from './changed-lines.js'
import { type PullRequestOptions, pullRequestOf } from './open-pull-request.js'
import { plannedCommits } from './push.js'
import { noteTimeline } from './review-request-verbs.js'

/** Changes what a pull request says, or adds commits to it. */
export async function updatePullRequest(
  world: World,
  repository: RepositoryState,
  number: number,
  options: Pick<PullRequestOptions, 'title' | 'body' | 'isDraft' | 'commits' | 'labels' | 'closes'> = {},
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
      parent: pullRequest.headRefOid,
      commits: options.commits,
      folder: `topics/${number}`,
    })
    const shas = await repository.git.write(plans)
    pullRequest.headRefOid = shas.at(-1) ?? pullRequest.headRefOid
    pullRequest.commitShas.push(...shas)
    pullRequest.commits += options.commits
    Object.assign(pullRequest, await changedLines(repository, pullRequest.baseRefOid, pullRequest.headRefOid))
  }
  pullRequest.updatedAt = world.now()
  return pullRequest
}
