import { type BoundVerbs, bindVerbs } from './changes/bind-verbs.js'
import { forcePush } from './changes/force-push.js'
import { lateMerge } from './changes/late-merge.js'
import { push } from './changes/push.js'
import { readTruth } from './changes/read-truth.js'
import { settingVerbs } from './changes/setting-verbs.js'
import { type ContentVerbs, contentVerbs } from './served-kinds.js'
import { fullName, type RepositoryState } from './state/repository-state.js'
import type { World } from './state/world.js'

/** What people do with its commits. Each verb is declared where it is written. */
const gitVerbs = {
  push,
  lateMerge,
  forcePush,
  /** Everything the API would tell of this repository now. */
  truth: readTruth,
}

/** What a repository is called now, and where it is. */
interface RepositoryFacts {
  readonly id: number
  readonly nodeId: string
  readonly name: string
  readonly fullName: string
  readonly defaultBranch: string
  /** The bare git repository that is served. */
  readonly directory: string
  /** Head of a branch, default the default branch; null if there is none. */
  head(branch?: string): string | null
}

/** One repository: its values are live, its verbs change it as people would. */
export interface FakeRepository
  extends RepositoryFacts,
    ReturnType<typeof settingVerbs>,
    BoundVerbs<typeof gitVerbs>,
    BoundVerbs<ContentVerbs> {}

/** What a test holds of a repository. */
export function createRepositoryHandle(world: World, repository: RepositoryState): FakeRepository {
  return {
    id: repository.id,
    nodeId: repository.nodeId,
    directory: repository.git.directory,
    get name() {
      return repository.name
    },
    get fullName() {
      return fullName(repository)
    },
    get defaultBranch() {
      return repository.defaultBranch
    },
    head: (branch = repository.defaultBranch) => repository.git.heads.get(branch) ?? null,
    ...settingVerbs(world, repository),
    ...bindVerbs(world, repository, gitVerbs),
    ...bindVerbs(world, repository, contentVerbs),
  }
}
