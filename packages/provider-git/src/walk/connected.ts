import { cutShort } from '../git/commit-stream.js'
import { parentsOf } from '../git/parse-commit.js'
import type { RawObject } from '../git/raw-objects.js'
import type { RepositoryHandle } from '../git/repository-handle.js'

/**
 * Proves that a list is a whole history: every parent is in it, but where a shallow clone is cut.
 * @throws {TransientError} where one is missing.
 */
export function expectConnected(
  repository: RepositoryHandle,
  history: readonly RawObject[][],
  boundary: ReadonlySet<string>,
): void {
  const shas = new Set<string>()
  for (const commits of history) for (const { sha } of commits) shas.add(sha)
  for (const commits of history) {
    for (const { sha, content } of commits) {
      if (!boundary.has(sha) && !parentsOf(content).every((parent) => shas.has(parent))) throw cutShort(repository)
    }
  }
}
