import { type RowWrite, rowsOf } from '@data-import/core/provider'
import { type ContributorRow, contributorTable } from '@data-import/model'
import type { Account } from './account.js'
import { type CommitPerson, commitPersonRow } from './commit-person.js'
import { contributorRow } from './contributor-row.js'

/** Collects the contributors that a page of rows refers to, so that they are saved with it. */
export interface People {
  /** Id of the account's row; null for nobody and for deleted accounts. */
  idOf(account: Account | null): string | null
  /** Id of the row of a commit's author or committer; null where nothing tells who it is. */
  idOfCommitPerson(person: CommitPerson): string | null
  /** The contributors so far. */
  rows(): RowWrite
}

/** @param rowId id of a contributor's row, from its external id */
export function createPeople(rowId: (externalId: string) => string): People {
  const rows = new Map<string, ContributorRow>()
  const add = (row: ContributorRow | null) => {
    if (!row) return null
    // What was said first stays: pages come with the newest first.
    rows.set(row.externalId, { ...row, ...rows.get(row.externalId) })
    return rowId(row.externalId)
  }
  return {
    idOf: (account) => add(contributorRow(account)),
    idOfCommitPerson: (person) => add(commitPersonRow(person)),
    rows: () => rowsOf(contributorTable, [...rows.values()]),
  }
}
