import { alongside, type Json, type PartitionContext, type RowWrite, rowsOf } from '@data-import/core/provider'
import { commitFileTable, commitTable } from '@data-import/model'
import { commitFileBatches, rowsPerBatch } from './commit-files.js'
import { type CommitOwner, commitRow } from './commit-row.js'
import type { CountedCommit } from './walk/counted-pages.js'

/** The ledger's cursor before a page and after it. */
export interface PagePosition {
  before: Json
  after: Json
}

/**
 * Saves a page of commits with their files, where they were read. Files that are too many for one transaction go ahead in
 * others, which leave the cursor where it was: a walk that is interrupted there begins with this page again.
 */
export async function savePage(
  { checkpoint }: PartitionContext,
  commits: readonly CountedCommit[],
  owner: CommitOwner,
  { before, after }: PagePosition,
): Promise<void> {
  const rows = commits.map((commit) => commitRow(commit, owner))
  let writes: RowWrite[] = [rowsOf(commitTable, rows)]
  for (const files of commitFileBatches(commits, owner)) {
    writes.push(alongside(rowsOf(commitFileTable, files)))
    if (files.length < rowsPerBatch) break
    await checkpoint({ rows: writes, cursor: before })
    writes = []
  }
  await checkpoint({ rows: writes, cursor: after })
}
