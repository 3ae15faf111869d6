/** A user. */
export interface FakeAccount {
  readonly id: number
  username: string
  name: string
  readonly isBot: boolean
  /** Only administrators see it. */
  email: string
  /** Null where the user shows none. */
  publicEmail: string | null
}
