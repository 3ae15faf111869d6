import type { FakeAccount } from './account.js'

/** What a token is and may do. */
export interface FakeToken {
  readonly value: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly user: FakeAccount
  readonly expiresAt: Date | null
  /** By OAuth, which is sent as `Bearer`. */
  readonly isOauth: boolean
  isRevoked: boolean
}

/** An application that renews its tokens. */
export interface FakeOauthClient {
  readonly id: string
  readonly secret: string
  /** Works once. */
  refreshToken: string
  readonly user: FakeAccount
  /** Seconds that a token is good for. */
  readonly lifetimeSeconds: number
}
