import { statusOf } from '../client/answer-of-error.js'
import type { Github } from '../client/github.js'
import type { WalkedRepository } from '../walk/repository-walk.js'

/**
 * Whether an answer about one run says that this run was deleted. A single 404 proves too little: the run itself is asked
 * for again. And GitHub says the same of a whole repository that is gone or hidden, so the list of its runs is asked for
 * too, once in a walk: it throws where that isn't available either.
 */
export function createRunGone(github: Github, { path }: Pick<WalkedRepository, 'path'>) {
  let list: Promise<unknown> | undefined
  return async (error: unknown, run: string): Promise<boolean> => {
    if (statusOf(error) !== 404 || (await isThere(github, `${path}/actions/runs/${run}`))) return false
    list ??= github.get(`${path}/actions/runs?per_page=1`)
    await list
    return true
  }
}

async function isThere(github: Github, run: string): Promise<boolean> {
  try {
    await github.get(run)
    return true
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw error
  }
}
