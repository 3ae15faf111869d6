import { type BoundVerbs, bindVerbs } from './changes/bind-verbs.js'
import { closePullRequest, deletePullRequest, reopenPullRequest } from './changes/close-pull-request.js'
import { commentOnPullRequest, updateComment } from './changes/comment-verbs.js'
import { deploy, setDeploymentStatus } from './changes/deployment-verbs.js'
import { forcePush } from './changes/force-push.js'
import { closeIssue, deleteIssue, openIssue, reopenIssue, updateIssue } from './changes/issue-verbs.js'
import { lateMerge } from './changes/late-merge.js'
import { mergePullRequest } from './changes/merge-pull-request.js'
import { openPullRequest } from './changes/open-pull-request.js'
import { push } from './changes/push.js'
import { readTruth } from './changes/read-truth.js'
import { deleteRelease, editRelease, release } from './changes/release-verbs.js'
import { deleteReview, reviewPullRequest } from './changes/review-pull-request.js'
import { requestReview, withdrawReviewRequest } from './changes/review-request-verbs.js'
import { createCheckRun, finishRun, rerun, startRun } from './changes/run-verbs.js'
import { settingVerbs } from './changes/setting-verbs.js'
import { updatePullRequest } from './changes/update-pull-request.js'
import { deleteWorkflow } from './changes/workflow-of.js'
import { fullName, type RepositoryState } from './state/repository-state.js'
import type { World } from './state/world.js'

/** What people do in a repository. Each verb is declared where it is written. */
const verbs = {
  push,
  lateMerge,
  forcePush,
  openPullRequest,
  updatePullRequest,
  reviewPullRequest,
  deleteReview,
  commentOnPullRequest,
  updateComment,
  requestReview,
  withdrawReviewRequest,
  mergePullRequest,
  closePullRequest,
  reopenPullRequest,
  deletePullRequest,
  openIssue,
  updateIssue,
  closeIssue,
  reopenIssue,
  deleteIssue,
  startRun,
  finishRun,
  rerun,
  createCheckRun,
  deleteWorkflow,
  deploy,
  setDeploymentStatus,
  release,
  editRelease,
  deleteRelease,
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
export interface FakeRepository extends RepositoryFacts, ReturnType<typeof settingVerbs>, BoundVerbs<typeof verbs> {}

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
    ...bindVerbs(world, repository, verbs),
  }
}
