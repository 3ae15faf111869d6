import type { CommitFileRow } from '@data-import/model'
import { changedFiles } from '../git/changed-files.js'
import type { CountedCommit } from '../walk/count-run.js'
import { commitFileRow } from './commit-file-row.js'
import { type CommitOwner, commitExternalId } from './commit-row.js'

/** Rows at a time: a commit may change hundreds of thousands of files, which memory must not follow. */
export const rowsPerBatch = 5000

/** Rows of the files that commits change; every batch but the last is full. */
export function* commitFileBatches(
  commits: readonly CountedCommit[],
  { repositoryTag, commitId }: Pick<CommitOwner, 'repositoryTag' | 'commitId'>,
): Generator<CommitFileRow[]> {
  let batch: CommitFileRow[] = []
  for (const { commit, counts } of commits) {
    if (!counts || 'missing' in counts) continue
    const externalId = commitExternalId(commit.sha, repositoryTag)
    const owner = { externalId, commitId: commitId(externalId) }
    for (const file of changedFiles(counts)) {
      batch.push(commitFileRow(file, owner))
      if (batch.length < rowsPerBatch) continue
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
