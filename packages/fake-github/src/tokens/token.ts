import type { Quota } from '../limits/quota.js'
import type { FakeAccount } from '../state/account.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { Permission } from './permission.js'

/** What a token may do. */
export interface TokenOptions {
  /** Logins whose repositories it sees; public ones of others are seen by every token. */
  readonly owners: readonly string[]
  /** Of a classic token; without `repo` it sees public repositories alone. Default `repo`, `read:org`, `read:user`. */
  readonly scopes?: readonly string[]
  /** What a fine-grained token was not granted: such requests answer 403. */
  readonly missing?: readonly Permission[]
  /** Requests, and points, an hour. Default 5,000. */
  readonly limit?: number
  /** Default `classic`, or `fine-grained` where `missing` is given. */
  readonly kind?: 'classic' | 'fine-grained'
}

/** A token as the server keeps it. */
export interface Token {
  readonly value: string
  readonly kind: 'classic' | 'fine-grained' | 'installation'
  /** Lower-case logins. */
  readonly owners: ReadonlySet<string>
  readonly scopes: readonly string[]
  readonly missing: ReadonlySet<Permission>
  /** Whose token it is; null for an app's. */
  readonly viewer: FakeAccount | null
  readonly expiresAt: Date | null
  readonly core: Quota
  readonly graphql: Quota
}

/** Does the token, or none, see this repository? */
export function canSee(token: Token | null, repository: RepositoryState): boolean {
  if (!repository.isPrivate) return true
  if (!token?.owners.has(repository.owner.login.toLowerCase())) return false
  return token.kind !== 'classic' || token.scopes.includes('repo')
}
