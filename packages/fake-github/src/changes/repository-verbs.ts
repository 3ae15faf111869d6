import { fullName, type RepositoryState } from '../state/repository-state.js'
import { findRepository, type World } from '../state/world.js'

/** Notes that the repository itself changed. */
export function touch(world: World, repository: RepositoryState): void {
  repository.updatedAt = world.now()
}

/** Gives it another name; the old one redirects until somebody takes it. */
export function renameRepository(world: World, repository: RepositoryState, name: string): void {
  move(world, repository, repository.owner.login, name)
}

/** Gives it to another owner; the old name redirects. */
export function transferRepository(world: World, repository: RepositoryState, ownerLogin: string): void {
  move(world, repository, ownerLogin, repository.name)
}

/** Drops every branch. */
export function emptyRepository(world: World, repository: RepositoryState): void {
  repository.git.heads.clear()
  touch(world, repository)
}

function move(world: World, repository: RepositoryState, ownerLogin: string, name: string): void {
  const owner = world.accounts.byLogin(ownerLogin)
  if (!owner) throw new Error(`there is no account ${ownerLogin}`)
  const taken = findRepository(world, ownerLogin, name)
  if (taken && taken !== repository) throw new Error(`${ownerLogin}/${name} exists already`)
  world.formerNames.set(fullName(repository).toLowerCase(), repository.id)
  repository.owner = owner
  repository.name = name
  touch(world, repository)
}
