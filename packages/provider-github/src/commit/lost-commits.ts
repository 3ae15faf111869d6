import type { StoredCommit } from './stored-commits.js'

/**
 * Which stored commits a head doesn't reach: those that a force push left behind. Null where it can't be told, because
 * the head or a commit on the way isn't stored.
 * @param hasStart whether the import has a start, before which nothing is stored
 */
export async function lostCommits(
  stored: AsyncIterable<StoredCommit>,
  head: string,
  hasStart: boolean,
): Promise<string[] | null> {
  const parents = new Map<string, readonly string[]>()
  for await (const { sha, parentShas } of stored) parents.set(sha, parentShas)
  if (!parents.has(head)) return null
  const reached = new Set<string>()
  const waiting = [head]
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    if (reached.has(sha)) continue
    reached.add(sha)
    for (const parent of parents.get(sha) ?? []) {
      if (parents.has(parent)) waiting.push(parent)
      else if (!hasStart) return null
    }
  }
  return [...parents.keys()].filter((sha) => !reached.has(sha))
}
