import type { FakeOwner } from './fake-owner.js'
import type { FakeFaults } from './faults/fake-faults.js'
import type { FakeLimits } from './limits/fake-limits.js'
import type { TokenOptions } from './tokens/token.js'
import type { FakeTraffic } from './traffic/fake-traffic.js'

/** Which app is made. */
export interface AppOptions {
  /** Login of the account it is installed on. */
  readonly owner: string
  /** How long an installation's token works. Default one hour. */
  readonly tokenLifetimeMs?: number
}

/** A GitHub App with one installation. */
export interface FakeApp {
  readonly appId: number
  /** PEM, as GitHub lets one download it. */
  readonly privateKey: string
  readonly installationId: number
}

/** A running GitHub. */
export interface FakeGithub {
  /** Base of REST: `http://127.0.0.1:PORT`, or with `/api/v3` of an Enterprise Server. */
  readonly url: string
  /** Stops listening, and removes what was made for temporary use. */
  close(): Promise<void>
  /** An organization with a token that sees all of it. */
  addOrganization(login: string, options?: { readonly token?: string }): FakeOwner
  /** A user who owns repositories, with a token that sees all of them. */
  addUser(login: string, options?: { readonly token?: string }): FakeOwner
  /** A further token; it sees only what it is granted. */
  addToken(options: TokenOptions): string
  /** An app that is installed on one account. */
  addApp(options: AppOptions): FakeApp
  /** What goes wrong, and when. */
  readonly faults: FakeFaults
  /** What arrived. */
  readonly traffic: FakeTraffic
  /** How much a token may ask. */
  readonly limits: FakeLimits
}
