import { listCommits } from '../git/commit-stream.js'
import { createObjectIdSet } from '../git/object-id-set.js'
import { countCommits, type RepositoryHandle } from '../git/repository-handle.js'
import type { WalkPlan } from './walk-plan.js'

/** Reads stored commits that count as reachable, by sha, those after `sha` first. */
export type StoredShas = (after: string) => Promise<readonly string[]>

/**
 * The commits that have fallen out of the branch's history: what only earlier heads reach. Where such a head is gone
 * from the repository, each stored commit is looked up in the new history instead.
 */
export async function* lostCommits(
  repository: RepositoryHandle,
  head: string,
  plan: Pick<WalkPlan, 'formerHeads' | 'isFormerHeadGone' | 'canTellLost'>,
  storedShas: StoredShas,
): AsyncGenerator<string[]> {
  if (!plan.canTellLost) return
  if (plan.isFormerHeadGone) yield* storedButGone(repository, head, storedShas)
  else if (plan.formerHeads.length > 0) yield* listCommits(repository, plan.formerHeads, [head])
}

async function* storedButGone(repository: RepositoryHandle, head: string, storedShas: StoredShas) {
  const history = createObjectIdSet(await countCommits(repository, head), repository.idLength)
  for await (const shas of listCommits(repository, [head], [])) for (const sha of shas) history.add(sha)
  let after = ''
  while (true) {
    const stored = await storedShas(after)
    const last = stored.at(-1)
    if (last === undefined) return
    const gone = stored.filter((sha) => !history.has(sha))
    if (gone.length > 0) yield gone
    after = last
  }
}
