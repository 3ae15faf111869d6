import type { FakeIssue } from '../state/issue.js'
import { type FakeProject, fullPath } from '../state/project.js'
import type { World } from '../state/world.js'
import { userBody, userOrNull } from './user-body.js'

/** An issue: https://docs.gitlab.com/api/issues/ */
export function issueBody(world: World, project: FakeProject, issue: FakeIssue) {
  return {
    id: issue.id,
    iid: issue.iid,
    project_id: project.id,
    title: issue.title,
    description: issue.description,
    state: issue.state,
    created_at: issue.createdAt.toISOString(),
    updated_at: issue.updatedAt.toISOString(),
    closed_at: issue.closedAt?.toISOString() ?? null,
    closed_by: null,
    labels: issue.labels,
    milestone: null,
    assignees: issue.assignees.map((one) => userBody(world, one)),
    assignee: userOrNull(world, issue.assignees[0] ?? null),
    author: userBody(world, issue.author),
    type: issue.type,
    issue_type: issue.type.toLowerCase(),
    user_notes_count: 0,
    confidential: issue.isConfidential,
    web_url: `${world.webUrl}/${fullPath(project)}/-/issues/${issue.iid}`,
    moved_to_id: null,
  }
}
