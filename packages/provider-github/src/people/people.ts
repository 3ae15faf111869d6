import type { ExecutionContext } from '@data-import/core/provider'
import { type CollectedContributors, collectContributors } from '@data-import/model'
import type { Account } from './account.js'
import { type CommitPerson, commitPersonRow, emailOf, emailPrefix } from './commit-person.js'
import { contributorRow } from './contributor-row.js'

/** Collects the contributors that a page of rows refers to, so that they are saved with it. */
export interface People extends Pick<CollectedContributors, 'rows' | 'saved'> {
  /** Id of the account's row; null for nobody and for deleted accounts. */
  idOf(account: Account | null): string | null
  /** Id of the row of a commit's author or committer; null where nothing tells who it is. */
  idOfCommitPerson(person: CommitPerson): string | null
  /** E-mail addresses of commits for which GitHub knows an account, with the account's `externalId`. */
  accountsByEmail(): ReadonlyMap<string, string>
}

/** Collects them, and what commits tell of accounts. */
export function createPeople(context: Pick<ExecutionContext, 'idOf' | 'shared' | 'dataSourceId'>): People {
  const { add, rows, saved } = collectContributors(context)
  const accounts = new Map<string, string>()
  return {
    idOf: (account) => add(contributorRow(account)),
    idOfCommitPerson(person) {
      const row = commitPersonRow(person)
      const email = emailOf(person)
      if (row && email && !row.externalId.startsWith(emailPrefix)) accounts.set(email, row.externalId)
      return add(row)
    },
    accountsByEmail: () => accounts,
    rows,
    saved,
  }
}
