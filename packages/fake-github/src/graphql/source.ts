import type { CommitRecord } from '../git/commit-record.js'
import type { FakeAccount } from '../state/account.js'
import { nodeId } from '../state/node-id.js'
import type { RepositoryState } from '../state/repository-state.js'

/** Something of a repository, on its way through resolvers. */
export interface RowSource<Row> {
  readonly __typename: string
  readonly repository: RepositoryState
  readonly row: Row
}

/** A repository on its way through resolvers. */
export interface RepositorySource {
  readonly __typename: 'Repository'
  readonly repository: RepositoryState
}

/** An account on its way through resolvers. */
export interface AccountSource {
  readonly __typename: string
  readonly account: FakeAccount
}

/** A repository as resolvers take it. */
export function repositorySource(repository: RepositoryState): RepositorySource {
  return { __typename: 'Repository', repository }
}

/** An account as resolvers take it; null if it is unknown or deleted. */
export function accountSource(account: FakeAccount | null | undefined): AccountSource | null {
  return account && !account.isDeleted ? { __typename: account.type, account } : null
}

/** The account that stands for deleted ones where GitHub's schema allows no null. */
export function ghostSource(): AccountSource {
  return {
    __typename: 'User',
    account: {
      id: 10_137,
      nodeId: nodeId('User', 0, 10_137),
      type: 'User',
      login: 'ghost',
      name: 'Deleted user',
      publicEmail: null,
      emails: [],
      createdAt: new Date(0),
      isDeleted: false,
    },
  }
}

/** A commit as resolvers take it; null if it is gone. */
export function commitSource(
  repository: RepositoryState,
  row: CommitRecord | undefined,
): RowSource<CommitRecord> | null {
  return row ? { __typename: 'Commit', repository, row } : null
}
