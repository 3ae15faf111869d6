import { createRandom, wholeNumber } from '@data-import/fake-server'
import type { FakeOwner } from '../fake-owner.js'
import type { FakeRepository } from '../repository-handle.js'
import type { WorkOptions } from './made-up-kind.js'
import { madeUpKinds } from './made-up-kinds.js'
import { addOddRepositories } from './odd-repositories.js'
import { addPeople } from './people.js'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const repositoriesWithWork = 20
const concurrentRepositories = 8

/** How large an organization is made. */
export interface PopulateOptions {
  /** At least 1; the first is the largest. */
  readonly repositories: number
  /** Of what is made up about the organization. */
  readonly seed: number
  /** Commits of the largest repository; default 300. */
  readonly commitsOfLargest?: number
  /** What the made-up past ends at; default the server's time. */
  readonly now?: Date
}

/**
 * Fills an owner with a plausible organization that has every odd case: an empty repository, one without issues, a
 * fork, an archived one, deleted authors, bots, authors without account, merges, drafts, forks that are gone, more than
 * a page of reviews, many labels, runs that ended in every way, several attempts, drafts of releases.
 */
export async function populate(owner: FakeOwner, options: PopulateOptions): Promise<void> {
  const random = createRandom(options.seed)
  const now = options.now ?? owner.now()
  addPeople(owner)
  const largest = options.commitsOfLargest ?? 300
  const ago = (hours: number) => new Date(now.getTime() - hours * hourMs)
  const running: Promise<FakeRepository>[] = []
  for (let index = 0; index < options.repositories; index += 1) {
    const isLargest = index === 0
    const added = owner.addRepository({
      name: `service-${index + 1}`,
      commits: isLargest ? largest : wholeNumber(random, 1, Math.max(1, Math.min(40, largest))),
      description: index % 3 === 0 ? null : `Service № ${index + 1}`,
      language: index % 4 === 0 ? 'Go' : 'TypeScript',
      isPrivate: index % 2 === 1,
      createdAt: new Date(now.getTime() - wholeNumber(random, 200, 700) * dayMs),
    })
    // A thousand repositories must not take minutes: only some have work of every kind.
    if (index < repositoriesWithWork) await addEach(await added, { random, isLargest, ago })
    else running.push(added)
    if (running.length >= concurrentRepositories) await Promise.all(running.splice(0))
  }
  await Promise.all(running)
  await addOddRepositories(owner)
  owner.deleteAccount('left-long-ago')
}

async function addEach(repository: FakeRepository, options: WorkOptions): Promise<void> {
  for (const { add } of madeUpKinds) await add(repository, options)
}
