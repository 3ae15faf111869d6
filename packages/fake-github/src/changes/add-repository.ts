import { join } from 'node:path'
import { createRandom } from '@data-import/fake-server'
import { cloneBareRepository, createBareRepository, readBranches, readDefaultBranch } from '../git/bare-repository.js'
import { createGitStore } from '../git/git-store.js'
import type { FakeAccount } from '../state/account.js'
import { noContents } from '../state/contents.js'
import { nodeId } from '../state/node-id.js'
import type { RepositoryState } from '../state/repository-state.js'
import { findRepository, type World } from '../state/world.js'
import { madeUpHistory } from './made-up-history.js'

/** How a repository starts. */
export interface RepositoryOptions {
  readonly name: string
  /** Path of an existing git repository, which is cloned and served. */
  readonly git?: string
  /** How many commits are made up; default 0, an empty repository. */
  readonly commits?: number
  /** Default false. */
  readonly isPrivate?: boolean
  /** Default false. */
  readonly isFork?: boolean
  /** Default false. */
  readonly isArchived?: boolean
  /** Default true. */
  readonly hasIssues?: boolean
  readonly description?: string | null
  readonly language?: string | null
  /** Default `main`, or what the served git repository has. */
  readonly defaultBranch?: string
  /** When the repository, and its first made-up commit, was created; default 365 days before now. */
  readonly createdAt?: Date
}

const yearMs = 365 * 86_400_000

/** Adds a repository: empty, with made-up commits, or a clone of a real one. */
export async function addRepository(
  world: World,
  owner: FakeAccount,
  options: RepositoryOptions,
): Promise<RepositoryState> {
  if (findRepository(world, owner.login, options.name)) {
    throw new Error(`${owner.login}/${options.name} exists already`)
  }
  const id = world.newId('repository')
  // Its own, so that repositories made at the same time are always the same.
  const random = createRandom(world.random() * 2 ** 32)
  const directory = join(world.directory, `${id}.git`)
  const now = world.now()
  const createdAt = options.createdAt ?? new Date(now.getTime() - yearMs)
  if (options.git === undefined) await createBareRepository(directory, options.defaultBranch ?? 'main')
  else await cloneBareRepository(directory, options.git)
  const isClone = options.git !== undefined
  const git = createGitStore(directory, isClone ? await readBranches(directory) : new Map())
  const repository: RepositoryState = {
    id,
    nodeId: nodeId('Repository', 0, id),
    git,
    name: options.name,
    owner,
    description: options.description ?? null,
    language: options.language === undefined ? 'TypeScript' : options.language,
    stars: 0,
    forks: 0,
    isPrivate: options.isPrivate ?? false,
    isFork: options.isFork ?? false,
    isArchived: options.isArchived ?? false,
    isDisabled: false,
    blockReason: null,
    hasIssues: options.hasIssues ?? true,
    defaultBranch: options.defaultBranch ?? (isClone ? await readDefaultBranch(directory) : 'main'),
    createdAt,
    updatedAt: createdAt,
    // An empty repository was last pushed to when it was made, GitHub says.
    pushedAt: isClone ? now : createdAt,
    ...noContents(),
    numbers: new Map(),
  }
  if (options.commits) {
    const ref = `refs/heads/${repository.defaultBranch}`
    await git.write(
      madeUpHistory({ ...world, random }, { ref, commits: options.commits, from: createdAt, to: now }),
      'last',
    )
    repository.pushedAt = now
  }
  world.repositories.set(id, repository)
  return repository
}
