import { TransientError } from '@data-import/core/provider'
import { cutShort } from '../git/commit-stream.js'
import { parentsOf } from '../git/parse-commit.js'
import type { RawObject } from '../git/raw-objects.js'
import type { RepositoryHandle } from '../git/repository-handle.js'

/**
 * Proves that a list is the whole history of a commit: it has that commit and the parents of each, but where a shallow clone is cut.
 *
 * @param boundary commits without parents in this clone
 * @throws {TransientError} where one is missing.
 */
export function expectWholeHistory(
  repository: RepositoryHandle,
  history: readonly RawObject[][],
  { head, boundary }: { head: string; boundary: ReadonlySet<string> },
): void {
  const shas = new Set<string>()
  for (const commits of history) for (const { sha } of commits) shas.add(sha)
  if (!shas.has(head)) throw cutShort(repository)
  for (const commits of history) {
    for (const { sha, content } of commits) {
      if (boundary.has(sha)) continue
      for (const parent of parentsOf(content)) {
        // In an object that another program wrote, an id may be in capitals, which git reads too.
        if (!shas.has(parent.toLowerCase())) throw missingParent(repository, sha, parent)
      }
    }
  }
}

function missingParent({ folder }: RepositoryHandle, sha: string, parent: string): TransientError {
  return new TransientError(
    `git listed the commit ${sha} of ${folder} without its parent ${parent}. The next pass reads the history again; if that fails too, run \`git fsck\` and \`git commit-graph verify\` there.`,
  )
}
