import type { GitStore } from '../git/git-store.js'
import type { FakeAccount } from './account.js'
import type { Contents } from './contents.js'

/** A repository as the server keeps it. */
export interface RepositoryState extends Contents {
  readonly id: number
  readonly nodeId: string
  readonly git: GitStore
  name: string
  owner: FakeAccount
  description: string | null
  language: string | null
  stars: number
  forks: number
  isPrivate: boolean
  isFork: boolean
  isArchived: boolean
  isDisabled: boolean
  /** Why it answers 451, null if it doesn't. */
  blockReason: string | null
  hasIssues: boolean
  defaultBranch: string
  readonly createdAt: Date
  updatedAt: Date
  pushedAt: Date | null
  /** The last number of each kind that has them; issues and pull requests share those of issues. */
  readonly numbers: Map<keyof Contents, number>
}

/** `owner/name`. */
export function fullName(repository: RepositoryState): string {
  return `${repository.owner.login}/${repository.name}`
}

/** Head of the default branch, null while the repository is empty. */
export function headOf(repository: RepositoryState): string | null {
  return repository.git.heads.get(repository.defaultBranch) ?? null
}

/** The next number of a kind. */
export function takeNumber({ numbers }: RepositoryState, kind: keyof Contents): number {
  const number = (numbers.get(kind) ?? 0) + 1
  numbers.set(kind, number)
  return number
}
