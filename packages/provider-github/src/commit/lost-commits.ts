import type { StoredCommit } from './stored-commits.js'

/** Which stored commits a head doesn't reach: those that a force push left behind. None where the head itself isn't stored. */
export async function lostCommits(stored: AsyncIterable<StoredCommit>, head: string): Promise<string[]> {
  const parents = new Map<string, readonly string[]>()
  for await (const { sha, parentShas } of stored) parents.set(sha, parentShas)
  if (!parents.has(head)) return []
  const reached = new Set<string>()
  const waiting = [head]
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    if (reached.has(sha)) continue
    reached.add(sha)
    for (const parent of parents.get(sha) ?? []) if (parents.has(parent)) waiting.push(parent)
  }
  return [...parents.keys()].filter((sha) => !reached.has(sha))
}
