import { statusOf } from '../client/answer-of-error.js'
import type { Github } from '../client/github.js'
import type { WalkedRepository } from '../walk/repository-walk.js'

/**
 * Whether an answer about one run says that this run was deleted. GitHub says the same of a whole repository that is gone
 * or hidden, so the list of its runs is asked for too, once in a walk: it throws where that isn't to be had either.
 */
export function createRunGone(github: Github, { path }: Pick<WalkedRepository, 'path'>) {
  let list: Promise<unknown> | undefined
  return async (error: unknown): Promise<boolean> => {
    if (statusOf(error) !== 404) return false
    list ??= github.get(`${path}/actions/runs?per_page=1`)
    await list
    return true
  }
}
