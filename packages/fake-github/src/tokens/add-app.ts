import { generateKeyPairSync } from 'node:crypto'
import type { World } from '../state/world.js'

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

const hourMs = 3_600_000

/** Makes an app with a key of its own, installed on one account. */
export function addApp(world: World, options: AppOptions): FakeApp {
  const owner = world.accounts.byLogin(options.owner)
  if (!owner) throw new Error(`there is no account ${options.owner}`)
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const id = world.newId('app')
  const installationId = world.newId('installation')
  world.apps.set(id, { id, publicKey, installationId, owner, tokenLifetimeMs: options.tokenLifetimeMs ?? hourMs })
  return { appId: id, installationId, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}
