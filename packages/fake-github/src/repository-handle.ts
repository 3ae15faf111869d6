import { closePullRequest, reopenPullRequest } from './changes/close-pull-request.js'
import { deploy, setDeploymentStatus } from './changes/deployment-verbs.js'
import { forcePush } from './changes/force-push.js'
import { closeIssue, deleteIssue, openIssue, reopenIssue, updateIssue } from './changes/issue-verbs.js'
import { lateMerge } from './changes/late-merge.js'
import { mergePullRequest } from './changes/merge-pull-request.js'
import { openPullRequest } from './changes/open-pull-request.js'
import { push } from './changes/push.js'
import { readTruth } from './changes/read-truth.js'
import { deleteRelease, editRelease, release } from './changes/release-verbs.js'
import { emptyRepository, renameRepository, touch, transferRepository } from './changes/repository-verbs.js'
import { deleteReview, reviewPullRequest } from './changes/review-pull-request.js'
import { finishRun, rerun, startRun } from './changes/run-verbs.js'
import { updatePullRequest } from './changes/update-pull-request.js'
import type { FakeRepository } from './fake-repository.js'
import { fullName, type RepositoryState } from './state/repository-state.js'
import type { World } from './state/world.js'

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
    ...gitVerbs(world, repository),
    ...settings(world, repository),
    ...contentVerbs(world, repository),
    truth: () => readTruth(world, repository),
  }
}

function gitVerbs(world: World, repository: RepositoryState) {
  return {
    push: (options) => push(world, repository, options),
    lateMerge: (options) => lateMerge(world, repository, options),
    forcePush: (options) => forcePush(world, repository, options),
    empty: () => emptyRepository(world, repository),
  } satisfies Partial<FakeRepository>
}

function settings(world: World, repository: RepositoryState) {
  const change = (what: Partial<RepositoryState>) => touch(world, Object.assign(repository, what))
  return {
    rename: (name) => renameRepository(world, repository, name),
    transfer: (ownerLogin) => transferRepository(world, repository, ownerLogin),
    remove: () => void world.repositories.delete(repository.id),
    archive: (isArchived = true) => change({ isArchived }),
    block: (reason = 'dmca') => change({ blockReason: reason }),
    disable: (isDisabled = true) => change({ isDisabled }),
    setIssues: (hasIssues) => change({ hasIssues }),
    setPrivate: (isPrivate) => change({ isPrivate }),
    describe: (description) => change({ description }),
    setDefaultBranch: (defaultBranch) => change({ defaultBranch }),
  } satisfies Partial<FakeRepository>
}

function contentVerbs(world: World, repository: RepositoryState) {
  return {
    openPullRequest: (options) => openPullRequest(world, repository, options),
    updatePullRequest: (number, options) => updatePullRequest(world, repository, number, options),
    reviewPullRequest: async (number, options) => reviewPullRequest(world, repository, number, options),
    deleteReview: async (id) => deleteReview(world, repository, id),
    mergePullRequest: (number, options) => mergePullRequest(world, repository, number, options),
    closePullRequest: async (number, options) => closePullRequest(world, repository, number, options),
    reopenPullRequest: async (number) => reopenPullRequest(world, repository, number),
    openIssue: async (options) => openIssue(world, repository, options),
    updateIssue: async (number, options) => updateIssue(world, repository, number, options),
    closeIssue: async (number, options) => closeIssue(world, repository, number, options),
    reopenIssue: async (number) => reopenIssue(world, repository, number),
    deleteIssue: async (number) => deleteIssue(repository, number),
    startRun: async (options) => startRun(world, repository, options),
    finishRun: async (id, options) => finishRun(world, repository, id, options),
    rerun: async (id) => rerun(world, repository, id),
    deploy: async (options) => deploy(world, repository, options),
    setDeploymentStatus: async (id, options) => setDeploymentStatus(world, repository, id, options),
    release: async (options) => release(world, repository, options),
    editRelease: async (id, options) => editRelease(world, repository, id, options),
    deleteRelease: async (id) => deleteRelease(repository, id),
  } satisfies Partial<FakeRepository>
}
