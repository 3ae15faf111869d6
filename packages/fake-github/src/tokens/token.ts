import type { Permission } from './permission.js'

/** What a token may do. */
export interface TokenOptions {
  /** Logins whose repositories it sees; public ones of others are seen by every token. */
  readonly owners: readonly string[]
  /** Of a classic token; without `repo` it sees public repositories alone. Default `repo`, `read:org`. */
  readonly scopes?: readonly string[]
  /** What a fine-grained token was not granted: such requests answer 403. */
  readonly missing?: readonly Permission[]
  /** Requests, and points, an hour. Default 5,000. */
  readonly limit?: number
  /** Default `classic`, or `fine-grained` where `missing` is given. */
  readonly kind?: 'classic' | 'fine-grained'
}
