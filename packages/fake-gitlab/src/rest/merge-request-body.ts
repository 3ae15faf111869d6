import { mergeRequestUrl } from '../changes/merge-request-verbs.js'
import type { FakeMergeRequest, FakeNote } from '../state/merge-request.js'
import { type FakeProject, fullPath } from '../state/project.js'
import type { World } from '../state/world.js'
import { userBody, userOrNull } from './user-body.js'

/** A merge request: https://docs.gitlab.com/api/merge_requests/ */
export function mergeRequestBody(world: World, project: FakeProject, given: FakeMergeRequest) {
  const merger = userOrNull(world, given.mergedBy)
  // Filled for open ones too, with what a merge would make.
  const squash = given.squashCommitSha ?? (given.state === 'opened' && given.iid % 3 === 0 ? given.sha : null)
  return {
    id: given.id,
    iid: given.iid,
    project_id: project.id,
    title: given.isDraft ? `Draft: ${given.title}` : given.title,
    description: given.description,
    state: given.state,
    created_at: given.createdAt.toISOString(),
    updated_at: given.updatedAt.toISOString(),
    merged_by: merger,
    ...(world.version !== '15.0' && { merge_user: merger }),
    merged_at: given.mergedAt?.toISOString() ?? null,
    closed_by: null,
    closed_at: given.closedAt?.toISOString() ?? null,
    target_branch: given.targetBranch,
    source_branch: given.sourceBranch,
    user_notes_count: given.notes.filter(({ isSystem }) => !isSystem).length,
    upvotes: 0,
    downvotes: 0,
    author: userBody(world, given.author),
    assignees: given.assignees.map((one) => userBody(world, one)),
    assignee: userOrNull(world, given.assignees[0] ?? null),
    reviewers: given.reviewers.map(({ account }) => userBody(world, account)),
    source_project_id: given.sourceProjectId,
    target_project_id: project.id,
    labels: given.labels,
    draft: given.isDraft,
    work_in_progress: given.isDraft,
    milestone: null,
    merge_when_pipeline_succeeds: false,
    merge_status: 'can_be_merged',
    sha: given.sha,
    merge_commit_sha: given.mergeCommitSha,
    squash_commit_sha: squash,
    discussion_locked: null,
    reference: `!${given.iid}`,
    references: { short: `!${given.iid}`, relative: `!${given.iid}`, full: `${fullPath(project)}!${given.iid}` },
    web_url: mergeRequestUrl(world, project, given.iid),
    squash: given.squashCommitSha !== null,
  }
}

/** A note: https://docs.gitlab.com/api/notes/ */
export function noteBody(world: World, given: FakeMergeRequest, note: FakeNote) {
  return {
    id: note.id,
    type: note.path === null ? null : 'DiffNote',
    body: note.body,
    attachment: null,
    author: userBody(world, note.author),
    created_at: note.createdAt.toISOString(),
    updated_at: note.updatedAt.toISOString(),
    system: note.isSystem,
    noteable_id: given.id,
    noteable_type: 'MergeRequest',
    noteable_iid: given.iid,
    resolvable: note.path !== null,
    confidential: false,
    internal: false,
    ...(note.path !== null && { position: { new_path: note.path, old_path: note.path, position_type: 'text' } }),
  }
}
