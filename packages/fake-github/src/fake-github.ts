import type { FakeOwner } from './fake-owner.js'
import type { FakeFaults } from './faults/fake-faults.js'
import type { FakeLimits } from './limits/fake-limits.js'
import type { AppOptions, FakeApp } from './tokens/add-app.js'
import type { TokenOptions } from './tokens/token.js'
import type { FakeTraffic } from './traffic/fake-traffic.js'

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
