import type { RepositoryOptions } from './changes/add-repository.js'
import type { FakeRepository } from './repository-handle.js'
import type { AccountType, FakeAccount } from './state/account.js'

/** How an account is. */
export interface AccountOptions {
  readonly name?: string | null
  /** What its commits are matched by; default `LOGIN@example.com` and its noreply address. */
  readonly emails?: readonly string[]
  /** Default null. */
  readonly publicEmail?: string | null
  /** Default `User`. */
  readonly type?: AccountType
}

/** An account that owns repositories. */
export interface FakeOwner {
  readonly login: string
  readonly id: number
  readonly nodeId: string
  /** Sees everything of this owner. */
  readonly token: string
  /** The server's clock. */
  now(): Date
  addRepository(options: RepositoryOptions): Promise<FakeRepository>
  /** In the order in which they were added. */
  repositories(): FakeRepository[]
  /** An account that is a member of the organization. */
  addMember(login: string, options?: AccountOptions): FakeAccount
  removeMember(login: string): void
  members(): FakeAccount[]
  /** The account of that login, made if there is none. */
  account(login: string, options?: AccountOptions): FakeAccount
  /** Deletes an account: it is null wherever it was an author. */
  deleteAccount(login: string): void
}
