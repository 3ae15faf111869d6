/** What an account is; only some have everything GitHub shows of a user. */
export type AccountType = 'User' | 'Bot' | 'Organization' | 'Mannequin'

/** A user, bot or organization. */
export interface FakeAccount {
  readonly id: number
  readonly nodeId: string
  readonly type: AccountType
  /** Without the suffix `[bot]`, as GraphQL shows it; REST adds the suffix to bots. */
  login: string
  name: string | null
  /** What the profile shows; commits are matched with `emails`. */
  publicEmail: string | null
  /** Commits by one of these belong to the account. */
  emails: string[]
  createdAt: Date
  /** A deleted account is told as null wherever it was an author. */
  isDeleted: boolean
}
