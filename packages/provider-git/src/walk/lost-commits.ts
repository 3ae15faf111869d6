import type { StoredShas } from '../context/database.js'
import { listCommits } from '../git/commit-stream.js'
import { createObjectIdSet } from '../git/object-id-set.js'
import { countCommits, type RepositoryHandle } from '../git/repository-handle.js'
import type { WalkPlan } from './walk-plan.js'

/** Reads a page of the stored commits that count as reachable. */
export type ReadStoredShas = (after?: string) => Promise<StoredShas>

/**
 * The commits that have fallen out of the branch's history: what only earlier heads reach. Where such a head is gone
 * from the repository, each stored commit is looked up in the new history instead.
 */
export async function* lostCommits(
  repository: RepositoryHandle,
  head: string,
  plan: Pick<WalkPlan, 'formerHeads' | 'isFormerHeadGone' | 'canTellLost'>,
  storedShas: ReadStoredShas,
): AsyncGenerator<string[]> {
  if (!plan.canTellLost) return
  if (plan.isFormerHeadGone) yield* storedButGone(repository, head, storedShas)
  else if (plan.formerHeads.length > 0) yield* listCommits(repository, plan.formerHeads, [head])
}

async function* storedButGone(repository: RepositoryHandle, head: string, storedShas: ReadStoredShas) {
  const history = createObjectIdSet(await countCommits(repository, head), repository.idLength)
  for await (const shas of listCommits(repository, [head], [])) for (const sha of shas) history.add(sha)
  for (let page = await storedShas(); page.after !== null; page = await storedShas(page.after)) {
    const gone = page.shas.filter((sha) => !history.has(sha))
    if (gone.length > 0) yield gone
  }
}
