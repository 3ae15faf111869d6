import { hash } from 'node:crypto'
import type { CommitFileRow } from '@data-import/model'
import type { ChangedFile } from '../git/changed-files.js'
import { storableCount } from './storable-count.js'

/** The commit that changes the file. */
export interface FileOwner {
  /** External id of the commit. */
  externalId: string
  /** Id of the commit's row. */
  commitId: string
}

/**
 * A row of a file that a commit changes. `externalId` is made of the commit's and the bytes of the path, for a path may
 * be longer than an index holds, and two that are no UTF-8 may look the same.
 */
export function commitFileRow(
  { path, renamedFrom, linesAdded, linesRemoved }: ChangedFile,
  owner: FileOwner,
): CommitFileRow {
  const identity = Buffer.concat([Buffer.from(`${owner.externalId}\0`), path])
  return {
    externalId: hash('sha256', identity, 'hex').slice(0, 32),
    commitId: owner.commitId,
    path: path.toString('utf8'),
    linesAdded: storableCount(linesAdded),
    linesRemoved: storableCount(linesRemoved),
    renamedFrom: renamedFrom?.toString('utf8') ?? null,
  }
}
