import { removeProject, renameProject } from './changes/add-project.js'
import * as delivery from './changes/delivery-verbs.js'
import * as git from './changes/git-verbs.js'
import * as issues from './changes/issue-verbs.js'
import * as merges from './changes/merge-request-verbs.js'
import * as notes from './changes/note-verbs.js'
import * as pipelines from './changes/pipeline-verbs.js'
import type { FakeAccount } from './state/account.js'
import type { FakeDeployment } from './state/deployment.js'
import type { FakeIssue } from './state/issue.js'
import type { FakeMergeRequest } from './state/merge-request.js'
import type { FakePipeline, PipelineStatus } from './state/pipeline.js'
import type { FakeProject, Feature, FeatureLevel } from './state/project.js'
import type { FakeRelease } from './state/release.js'
import { accountNamed, type World } from './state/world.js'

/** A project of the fake, and what can happen in it. Records that it hands out are the truth itself: look, don't change. */
export type FakeProjectHandle = ReturnType<typeof createProjectHandle>

/** Makes the handle. */
export function createProjectHandle(world: World, project: FakeProject) {
  const now = () => world.now()
  const account = (who: FakeAccount | string) => (typeof who === 'string' ? accountNamed(world, who) : who)
  return {
    id: project.id,
    /** All that is in it now. */
    truth: (): FakeProject => project,
    /** The commits that the default branch reaches. */
    history: () => {
      const head = project.graph.branches.get(project.defaultBranch)
      return head === undefined ? [] : project.graph.history(head)
    },
    push: (options?: git.PushOptions) => git.push(world, project, options),
    forcePush: (options: Parameters<typeof git.forcePush>[2]) => git.forcePush(world, project, options),
    lateMerge: (options: Parameters<typeof git.lateMerge>[2]) => git.lateMerge(world, project, options),
    openMergeRequest: (options?: merges.MergeRequestOptions): FakeMergeRequest =>
      merges.openMergeRequest(world, project, options),
    pushToMergeRequest: (given: FakeMergeRequest, commits?: number) =>
      merges.pushToMergeRequest(world, project, given, commits),
    mergeMergeRequest: (given: FakeMergeRequest, method?: merges.MergeMethod) =>
      merges.mergeMergeRequest(world, project, given, method),
    setMergeRequestState: (given: FakeMergeRequest, state: 'opened' | 'closed') =>
      merges.setMergeRequestState(world, given, state),
    setDraft: (given: FakeMergeRequest, isDraft: boolean) => merges.setDraft(world, given, isDraft),
    updateMergeRequest: (given: FakeMergeRequest, changes: Parameters<typeof merges.updateMergeRequest>[2]) =>
      merges.updateMergeRequest(world, given, changes),
    deleteMergeRequest: (given: FakeMergeRequest) => void project.mergeRequests.delete(given.iid),
    approve: (given: FakeMergeRequest, who: FakeAccount | string, at?: Date) =>
      notes.approve(world, given, account(who), at),
    unapprove: (given: FakeMergeRequest, who: FakeAccount | string) => notes.unapprove(world, given, account(who)),
    requestReview: (given: FakeMergeRequest, who: FakeAccount | string) =>
      notes.requestReview(world, given, account(who)),
    removeReviewRequest: (given: FakeMergeRequest, who: FakeAccount | string) =>
      notes.removeReviewRequest(world, given, account(who)),
    comment: (given: FakeMergeRequest, options: Omit<notes.CommentOptions, 'author'> & { author?: string } = {}) =>
      notes.comment(world, given, { ...options, author: account(options.author ?? 'bo') }),
    editComment: (given: FakeMergeRequest, id: number, body: string) => notes.editComment(world, given, id, body),
    deleteComment: (given: FakeMergeRequest, id: number) => notes.deleteComment(given, id),
    openIssue: (options?: issues.IssueOptions): FakeIssue => issues.openIssue(world, project, options),
    updateIssue: (issue: FakeIssue, changes: Parameters<typeof issues.updateIssue>[2]) =>
      issues.updateIssue(world, issue, changes),
    setIssueState: (issue: FakeIssue, state: FakeIssue['state']) => issues.setIssueState(world, issue, state),
    deleteIssue: (issue: FakeIssue) => void project.issues.delete(issue.iid),
    startPipeline: (options?: pipelines.PipelineOptions): FakePipeline =>
      pipelines.startPipeline(world, project, options),
    finishPipeline: (given: FakePipeline, status?: PipelineStatus, at?: Date) =>
      pipelines.finishPipeline(world, given, status, at),
    retryJob: (given: FakePipeline, name: string) => pipelines.retryJob(world, given, name),
    addManualJob: (given: FakePipeline, name: string) => pipelines.addManualJob(world, given, name),
    deletePipeline: (given: FakePipeline) => void project.pipelines.delete(given.id),
    deploy: (options?: delivery.DeployOptions): FakeDeployment => delivery.deploy(world, project, options),
    setDeploymentStatus: (given: FakeDeployment, status: FakeDeployment['status'], at?: Date) =>
      delivery.setDeploymentStatus(world, given, status, at),
    release: (options?: delivery.ReleaseOptions): FakeRelease => delivery.release(world, project, options),
    updateRelease: (given: FakeRelease, changes: Partial<Pick<FakeRelease, 'name' | 'description'>>) =>
      void Object.assign(given, changes),
    deleteRelease: (given: FakeRelease) => void project.releases.delete(given.tag),
    rename: (path: string, namespace?: string) => renameProject(world, project, path, namespace),
    update: (
      changes: Partial<
        Pick<FakeProject, 'description' | 'visibility' | 'stars' | 'forks' | 'isArchived' | 'defaultBranch'>
      >,
    ) => {
      Object.assign(project, changes)
      project.updatedAt = now()
    },
    /** Switches a part on or off, or hides it from all tokens. */
    setFeature: (feature: Feature, level: FeatureLevel) => {
      project.features.set(feature, level)
      project.updatedAt = now()
    },
    addMember: (who: FakeAccount | string) => void project.members.push(account(who)),
    /** Deletes the project. */
    remove: () => removeProject(world, project),
  }
}
