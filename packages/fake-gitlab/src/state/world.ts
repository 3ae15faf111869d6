import { createRandom } from '@data-import/fake-server'
import type { FakeGitlabOptions } from '../options.js'
import type { FakeAccount } from './account.js'
import { type FakeProject, fullPath } from './project.js'
import type { FakeOauthClient, FakeToken } from './token.js'

/** A group; subgroups are groups whose path is below. */
export interface FakeGroupState {
  readonly id: number
  readonly path: string
  readonly members: FakeAccount[]
}

/** Everything one server knows. */
export interface World {
  readonly now: () => Date
  readonly random: () => number
  readonly version: '15.0' | '18'
  readonly maximumOffset: number
  readonly newId: () => number
  /** Origin and relative path as the server prints it; known once it listens. */
  webUrl: string
  readonly accounts: Map<number, FakeAccount>
  readonly groups: Map<string, FakeGroupState>
  readonly projects: Map<number, FakeProject>
  /** Id by lower-case path that was given up by a rename. */
  readonly formerPaths: Map<string, number>
  readonly tokens: Map<string, FakeToken>
  readonly oauthClients: FakeOauthClient[]
}

/** A world without anything in it. */
export function createWorld(options: FakeGitlabOptions): World {
  let lastId = 100
  return {
    now: options.now ?? (() => new Date()),
    random: createRandom(options.seed ?? 1),
    version: options.version ?? '18',
    maximumOffset: options.maximumOffset ?? 50_000,
    newId: () => {
      lastId += 1
      return lastId
    },
    webUrl: '',
    accounts: new Map(),
    groups: new Map(),
    projects: new Map(),
    formerPaths: new Map(),
    tokens: new Map(),
    oauthClients: [],
  }
}

/** A user, made where there is none of that name. */
export function accountNamed(world: World, username: string, given: Partial<FakeAccount> = {}): FakeAccount {
  for (const account of world.accounts.values()) if (account.username === username) return account
  const id = world.newId()
  const name = `${username.charAt(0).toUpperCase()}${username.slice(1)} Example`
  const account: FakeAccount = {
    ...{ id, username, name, isBot: false, email: `${username}@acme.example`, publicEmail: null },
    ...given,
  }
  world.accounts.set(id, account)
  return account
}

/** The project that has this id or path now. */
export function findProject(world: World, idOrPath: string): FakeProject | undefined {
  if (/^\d+$/.test(idOrPath)) return world.projects.get(Number(idOrPath))
  const wanted = idOrPath.toLowerCase()
  for (const project of world.projects.values()) if (fullPath(project).toLowerCase() === wanted) return project
  return undefined
}
