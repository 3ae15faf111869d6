import type { Binaries } from './binaries.js'
import type { Layout } from './layout.js'
import type { ServerAccount } from './server-account.js'

/** What is needed to run the programs of one embedded database. */
export interface Installation {
  binaries: Binaries
  layout: Layout
  /** Undefined: the account that this process runs as. */
  account: ServerAccount | undefined
}
