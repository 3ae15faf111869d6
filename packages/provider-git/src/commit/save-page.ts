import {
  alongside,
  type Json,
  type PartitionContext,
  type RowWrite,
  rowsOf,
  type WalkProgress,
} from '@data-import/core/provider'
import { commitFileTable, commitTable } from '@data-import/model'
import type { CountedCommit } from '../walk/count-run.js'
import { commitFileBatches, rowsPerBatch } from './commit-files.js'
import { type CommitOwner, commitRow } from './commit-row.js'

/** Where a page stands in its walk. */
export interface PagePosition {
  /** The ledger's cursor before the page. */
  before: Json
  /** The cursor after it. */
  after: Json
  progress: WalkProgress
}

/**
 * Saves a page of commits with their files, where they were read. Files that are too many for one transaction go ahead in
 * others, which leave the cursor where it was: a walk that is interrupted there begins with this page again.
 */
export async function savePage(
  { checkpoint }: PartitionContext,
  commits: readonly CountedCommit[],
  owner: CommitOwner,
  { before, after, progress }: PagePosition,
): Promise<void> {
  const rows = commits.map((commit) => commitRow(commit, owner))
  let writes: RowWrite[] = [rowsOf(commitTable, rows)]
  for (const files of commitFileBatches(commits, owner)) {
    writes.push(alongside(rowsOf(commitFileTable, files)))
    if (files.length < rowsPerBatch) break
    await checkpoint({ rows: writes, cursor: before })
    writes = []
  }
  await checkpoint({ rows: writes, cursor: after, progress })
}
