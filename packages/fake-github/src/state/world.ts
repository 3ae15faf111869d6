import { createRandom } from '@data-import/fake-server'
import type { FakeGithubOptions } from '../options.js'
import type { App } from '../tokens/app.js'
import type { Token } from '../tokens/token.js'
import type { FakeAccount } from './account.js'
import { type Accounts, createAccounts } from './accounts.js'
import { createIds, type IdKind } from './new-ids.js'
import { fullName, type RepositoryState } from './repository-state.js'

/** Everything one server knows. */
export interface World {
  /** Whole seconds, as GitHub tells time. */
  readonly now: () => Date
  readonly random: () => number
  readonly directory: string
  readonly flavor: 'github.com' | 'enterprise'
  readonly newId: (kind: IdKind) => number
  readonly accounts: Accounts
  /** By id. */
  readonly repositories: Map<number, RepositoryState>
  /** Id by lower-case full name that was given up by a rename or transfer. */
  readonly formerNames: Map<string, number>
  /** Members by the organization's id. */
  readonly members: Map<number, FakeAccount[]>
  /** By value. */
  readonly tokens: Map<string, Token>
  /** By id. */
  readonly apps: Map<number, App>
}

/** A world without anything in it. */
export function createWorld(options: FakeGithubOptions, directory: string): World {
  const clock = options.now ?? (() => new Date())
  const now = () => new Date(Math.floor(clock().getTime() / 1000) * 1000)
  const newId = createIds()
  return {
    now,
    random: createRandom(options.seed ?? 1),
    directory,
    flavor: options.flavor ?? 'github.com',
    newId,
    accounts: createAccounts(() => newId('account'), now),
    repositories: new Map(),
    formerNames: new Map(),
    members: new Map(),
    tokens: new Map(),
    apps: new Map(),
  }
}

/** The repository that bears this name now. */
export function findRepository(world: World, owner: string, name: string): RepositoryState | undefined {
  const wanted = `${owner}/${name}`.toLowerCase()
  for (const repository of world.repositories.values()) {
    if (fullName(repository).toLowerCase() === wanted) return repository
  }
  return undefined
}

/** The repository that bore this name before. */
export function findRenamedRepository(world: World, owner: string, name: string): RepositoryState | undefined {
  const id = world.formerNames.get(`${owner}/${name}`.toLowerCase())
  return id === undefined ? undefined : world.repositories.get(id)
}
