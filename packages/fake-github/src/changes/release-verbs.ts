import type { FakeAccount } from '../state/account.js'
import { nodeId } from '../state/node-id.js'
import type { FakeRelease } from '../state/release.js'
import { headOf, type RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { accountOf } from './made-up-people.js'

/** A release; what isn't given is made up, or stays. */
export interface ReleaseOptions {
  readonly tagName?: string
  readonly name?: string | null
  readonly body?: string | null
  readonly isDraft?: boolean
  readonly isPrerelease?: boolean
  readonly author?: FakeAccount | string | null
  readonly createdAt?: Date
}

/** Makes a release. */
export function release(world: World, repository: RepositoryState, options: ReleaseOptions = {}): FakeRelease {
  const id = world.newId('releases')
  const createdAt = options.createdAt ?? world.now()
  const tagName = options.tagName ?? `v1.${repository.releases.size}.0`
  const made: FakeRelease = {
    id,
    nodeId: nodeId('Release', repository.id, id),
    tagName,
    targetCommitish: repository.defaultBranch,
    sha: options.isDraft ? null : headOf(repository),
    name: options.name === undefined ? tagName : options.name,
    body: options.body === undefined ? 'What changed.' : options.body,
    isDraft: options.isDraft ?? false,
    isPrerelease: options.isPrerelease ?? false,
    author: accountOf(world, options.author),
    createdAt,
    updatedAt: createdAt,
    publishedAt: options.isDraft ? null : createdAt,
  }
  repository.releases.set(id, made)
  return made
}

/** Changes a release; one that stops being a draft is published now. */
export function editRelease(
  world: World,
  repository: RepositoryState,
  id: number,
  options: ReleaseOptions = {},
): FakeRelease {
  const edited = releaseOf(repository, id)
  if (options.tagName !== undefined) edited.tagName = options.tagName
  if (options.name !== undefined) edited.name = options.name
  if (options.body !== undefined) edited.body = options.body
  if (options.isDraft !== undefined) edited.isDraft = options.isDraft
  if (options.isPrerelease !== undefined) edited.isPrerelease = options.isPrerelease
  if (!edited.isDraft) {
    edited.publishedAt ??= world.now()
    edited.sha ??= headOf(repository)
  }
  edited.updatedAt = world.now()
  return edited
}

/** Deletes a release, of which nothing tells afterwards. */
export function deleteRelease(_world: World, repository: RepositoryState, id: number): void {
  repository.releases.delete(releaseOf(repository, id).id)
}

function releaseOf(repository: RepositoryState, id: number): FakeRelease {
  const found = repository.releases.get(id)
  if (!found) throw new Error(`${repository.name} has no release ${id}`)
  return found
}
