import type { ExecutionContext } from '@data-import/core/provider'
import { type CollectedContributors, collectContributors } from '@data-import/model'
import type { Account } from './account.js'
import { commitPersonRow } from './commit-person.js'

/** Collects the contributors that a page of rows refers to, so that they are saved with it. */
export interface People extends Pick<CollectedContributors, 'rows' | 'saved'> {
  /** Id of the account's row; null for nobody and for deleted users. */
  idOf(account: Account | null): string | null
  /** Id of the row of a commit's author or committer; null where nothing tells who it is. */
  idOfCommitPerson(person: { name: unknown; email: unknown }): string | null
}

/** Collects them. */
export function createPeople(
  context: Pick<ExecutionContext, 'idOf' | 'shared' | 'dataSourceId'>,
  accountsByEmail: ReadonlyMap<string, string> = new Map(),
): People {
  const { add, rows, saved } = collectContributors(context)
  return {
    idOf: (account) => add(account?.row ?? null),
    idOfCommitPerson: (person) => add(commitPersonRow(person, accountsByEmail)),
    rows,
    saved,
  }
}
