import type { FakeBuild } from './build.js'
import { type FakeContainer, type FakeItem, type FakeJob, isContainer } from './item.js'

/** Everything that the server has. */
export interface World {
  readonly root: FakeContainer
  readonly users: Map<string, FakeUser>
  readonly now: () => Date
  readonly random: () => number
  /** Builds that were discarded or whose job was deleted, by the job's full name. */
  readonly discarded: { job: string; build: FakeBuild }[]
  /** When the newest build began. */
  lastInstant: number
  hasStageView: boolean
  showsTests: boolean
}

/** Somebody with an account. */
export interface FakeUser {
  readonly id: string
  fullName: string
  email: string | null
  /** API token; null: none, or the account is gone. */
  token: string | null
}

/** An item by its full name; '' is the root. */
export function itemAt(world: World, fullName: string): FakeItem | undefined {
  let item: FakeItem = world.root
  for (const name of fullName === '' ? [] : fullName.split('/')) {
    if (!isContainer(item)) return undefined
    const child: FakeItem | undefined = item.children.get(name)
    if (!child) return undefined
    item = child
  }
  return item
}

/** @throws for what isn't there: a mistake in a test. */
export function jobAt(world: World, fullName: string): FakeJob {
  const item = itemAt(world, fullName)
  if (!item || isContainer(item)) throw new Error(`There is no job ${fullName}`)
  return item
}

/** @throws for what isn't there. */
export function containerAt(world: World, fullName: string): FakeContainer {
  const item = itemAt(world, fullName)
  if (!item || !isContainer(item)) throw new Error(`There is no folder ${fullName}`)
  return item
}

/** @throws for what isn't there. */
export function buildAt(world: World, fullName: string, number: number): FakeBuild {
  const build = jobAt(world, fullName).builds.find((one) => one.number === number)
  if (!build) throw new Error(`There is no build ${number} of ${fullName}`)
  return build
}

/** All jobs below a folder, with their full names. */
export function* jobsBelow(container: FakeContainer, prefix = ''): Generator<[fullName: string, job: FakeJob]> {
  for (const item of container.children.values()) {
    const fullName = `${prefix}${item.name}`
    if (isContainer(item)) yield* jobsBelow(item, `${fullName}/`)
    else yield [fullName, item]
  }
}
