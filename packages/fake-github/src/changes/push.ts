import type { CommitPlan } from '../git/commit-plan.js'
import type { FakeAccount } from '../state/account.js'
import type { Person } from '../state/person.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { madeUpFiles, madeUpTitle } from './made-up-files.js'
import { personOf, somePerson } from './made-up-people.js'

/** What is pushed onto a branch. */
export interface PushOptions {
  /** Default 1. */
  readonly commits?: number
  /** Default the default branch. */
  readonly branch?: string
  /** Default: one of the owner's accounts. */
  readonly author?: Person | FakeAccount
  readonly message?: string
  /** Path and text of the files of the (last) commit; default: made up. */
  readonly files?: Readonly<Record<string, string>>
  /** Of each commit; default now. */
  readonly committedAt?: Date
  /** Default `committedAt`. */
  readonly authoredAt?: Date
}

/** Commits that continue a branch, or start it. */
export function plannedCommits(
  world: World,
  options: PushOptions & { readonly ref: string; readonly parent: string | null; readonly folder?: string },
): CommitPlan[] {
  const count = options.commits ?? 1
  const committedAt = options.committedAt ?? world.now()
  return Array.from({ length: count }, (_, index) => {
    const person = personFor(world, options.author)
    const first = options.parent === null ? [] : [options.parent]
    return {
      ref: options.ref,
      parents: index === 0 ? first : [index - 1],
      author: { ...person, date: options.authoredAt ?? committedAt },
      committer: { ...person, date: committedAt },
      message: `${options.message ?? madeUpTitle(world.random)}\n`,
      files:
        options.files && index === count - 1
          ? Object.entries(options.files)
          : madeUpFiles(world.random, options.folder ?? 'src'),
    }
  })
}

/** Pushes commits; resolves to the branch's new head. */
export async function push(world: World, repository: RepositoryState, options: PushOptions = {}): Promise<string> {
  const branch = options.branch ?? repository.defaultBranch
  const parent = repository.git.heads.get(branch) ?? repository.git.heads.get(repository.defaultBranch) ?? null
  const shas = await repository.git.write(
    plannedCommits(world, { ...options, ref: `refs/heads/${branch}`, parent }),
    'all',
  )
  notePush(world, repository)
  return shas.at(-1) ?? parent ?? ''
}

/** A push moves both instants. */
export function notePush(world: World, repository: RepositoryState): void {
  repository.pushedAt = world.now()
  repository.updatedAt = world.now()
}

function personFor(world: World, who: Person | FakeAccount | undefined): Person {
  if (!who) return somePerson(world)
  return 'emails' in who ? personOf(who) : who
}
