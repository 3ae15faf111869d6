import type { FakeAccount } from '../state/account.js'
import type { FakeComment } from '../state/comment.js'
import { nodeId } from '../state/node-id.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { accountOf } from './made-up-people.js'
import { pullRequestOf } from './open-pull-request.js'

/** A new comment; what isn't given is made up. */
export interface CommentOptions {
  readonly body?: string
  readonly author?: FakeAccount | string | null
  /** A file: the comment is a part of a review. */
  readonly path?: string
  /** Id of that review. Default: one of its own, as GitHub makes for a single comment. */
  readonly review?: number
  readonly createdAt?: Date
}

/** Comments on a pull request, which moves its `updatedAt`. */
export function commentOnPullRequest(
  world: World,
  repository: RepositoryState,
  number: number,
  options: CommentOptions = {},
): FakeComment {
  const pullRequest = pullRequestOf(repository, number)
  const isOnFile = options.path !== undefined
  const id = world.newId(isOnFile ? 'reviewComment' : 'comments')
  const createdAt = options.createdAt ?? world.now()
  const comment: FakeComment = {
    id,
    nodeId: nodeId(isOnFile ? 'PullRequestReviewComment' : 'IssueComment', repository.id, id),
    pullRequest: number,
    review: options.review ?? null,
    path: options.path ?? null,
    body: options.body ?? 'Looks odd.',
    author: accountOf(world, options.author),
    createdAt,
    updatedAt: createdAt,
  }
  repository.comments.set(id, comment)
  if (createdAt > pullRequest.updatedAt) pullRequest.updatedAt = createdAt
  return comment
}

/** Changes what a comment says. */
export function updateComment(world: World, repository: RepositoryState, id: number, body: string): FakeComment {
  const comment = repository.comments.get(id)
  if (!comment) throw new Error(`${repository.name} has no comment ${id}`)
  comment.body = body
  comment.updatedAt = world.now()
  pullRequestOf(repository, comment.pullRequest).updatedAt = world.now()
  return comment
}
