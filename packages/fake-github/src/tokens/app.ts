import type { KeyObject } from 'node:crypto'
import type { FakeAccount } from '../state/account.js'

/** A GitHub App as the server keeps it. */
export interface App {
  readonly id: number
  readonly publicKey: KeyObject
  readonly installationId: number
  readonly owner: FakeAccount
  readonly tokenLifetimeMs: number
}
