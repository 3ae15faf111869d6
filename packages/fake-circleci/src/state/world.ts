import { createRandom } from '@data-import/fake-server'
import type { FakeOrganizationRecord, FakeUser } from './records.js'

/** Everything that the server knows. */
export interface World {
  readonly organizations: FakeOrganizationRecord[]
  readonly users: FakeUser[]
  readonly pageSizes: {
    readonly pipelines: number
    readonly workflows: number
    readonly jobs: number
    readonly tests: number
  }
  /** Whether it has deploys, which a server of one's own lacks. */
  readonly hasDeploys: boolean
  now(): Date
  random(): number
  uuid(): string
  sha(): string
}

/** How a server is. */
export interface WorldOptions {
  readonly now?: () => Date
  readonly seed?: number
  readonly pageSize?: number
  readonly hasDeploys?: boolean
}

/** An empty world. Pages of lists are as long as CircleCI's, unless all are to have one size. */
export function createWorld({ now = () => new Date(), seed = 1, pageSize, hasDeploys = true }: WorldOptions): World {
  const random = createRandom(seed)
  const hex = (digits: number) => Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('')
  return {
    organizations: [],
    users: [],
    pageSizes: {
      pipelines: pageSize ?? 20,
      workflows: pageSize ?? 20,
      jobs: pageSize ?? 100,
      tests: pageSize ?? 500,
    },
    hasDeploys,
    now,
    random,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    sha: () => hex(40),
  }
}

/** The person of that login, made if there is none. */
export function userOf(world: World, login: string): FakeUser {
  const known = world.users.find((user) => user.login === login)
  if (known) return known
  const user = { id: world.uuid(), login, name: `${login.slice(0, 1).toUpperCase()}${login.slice(1)} Doe` }
  world.users.push(user)
  return user
}
