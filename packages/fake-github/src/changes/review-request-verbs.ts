import type { FakeAccount } from '../state/account.js'
import { nodeId } from '../state/node-id.js'
import type { FakePullRequest } from '../state/pull-request.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { FakeTimelineItem } from '../state/timeline.js'
import type { World } from '../state/world.js'
import { accountOf } from './made-up-people.js'
import { pullRequestOf } from './open-pull-request.js'

/** Who is asked to review, and when. */
export interface ReviewRequestOptions {
  /** Default: one of the owner's accounts, unless a team is asked. */
  readonly reviewer?: FakeAccount | string
  /** Name of a team. */
  readonly team?: string
  readonly at?: Date
}

/** Asks somebody for a review. */
export function requestReview(
  world: World,
  repository: RepositoryState,
  number: number,
  options: ReviewRequestOptions = {},
): FakePullRequest {
  return noteRequest(world, repository, number, 'ReviewRequestedEvent', options)
}

/** Takes a request back. */
export function withdrawReviewRequest(
  world: World,
  repository: RepositoryState,
  number: number,
  options: ReviewRequestOptions,
): FakePullRequest {
  return noteRequest(world, repository, number, 'ReviewRequestRemovedEvent', options)
}

function noteRequest(
  world: World,
  repository: RepositoryState,
  number: number,
  kind: FakeTimelineItem['kind'],
  { reviewer, team, at }: ReviewRequestOptions,
): FakePullRequest {
  const who = team === undefined ? accountOf(world, reviewer) : null
  return noteTimeline(world, repository, pullRequestOf(repository, number), kind, { reviewer: who, team, at })
}

/** Adds to the timeline of a pull request, which moves its `updatedAt`. */
export function noteTimeline(
  world: World,
  repository: RepositoryState,
  pullRequest: FakePullRequest,
  kind: FakeTimelineItem['kind'],
  options: { reviewer?: FakeAccount | null; team?: string | undefined; at?: Date | undefined } = {},
): FakePullRequest {
  const id = world.newId('timelineItem')
  const createdAt = options.at ?? world.now()
  const { reviewer = null, team = null } = options
  pullRequest.timeline.push({ id, nodeId: nodeId(kind, repository.id, id), kind, reviewer, team, createdAt })
  if (createdAt > pullRequest.updatedAt) pullRequest.updatedAt = createdAt
  return pullRequest
}
