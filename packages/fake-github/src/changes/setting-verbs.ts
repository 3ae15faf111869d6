import type { RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { emptyRepository, renameRepository, touch, transferRepository } from './repository-verbs.js'

/** What an owner does to a repository as a whole, at once. */
export function settingVerbs(world: World, repository: RepositoryState) {
  const change = (what: Partial<RepositoryState>) => touch(world, Object.assign(repository, what))
  return {
    /** Drops every branch: the repository is empty. */
    empty: () => emptyRepository(world, repository),
    rename: (name: string) => renameRepository(world, repository, name),
    transfer: (ownerLogin: string) => transferRepository(world, repository, ownerLogin),
    remove: () => void world.repositories.delete(repository.id),
    archive: (isArchived = true) => change({ isArchived }),
    /** 451 until unblocked. */
    block: (reason: string | null = 'dmca') => change({ blockReason: reason }),
    /** 403 until enabled. */
    disable: (isDisabled = true) => change({ isDisabled }),
    setIssues: (hasIssues: boolean) => change({ hasIssues }),
    setPrivate: (isPrivate: boolean) => change({ isPrivate }),
    describe: (description: string | null) => change({ description }),
    setDefaultBranch: (defaultBranch: string) => change({ defaultBranch }),
  }
}
