import { createHash } from 'node:crypto'
import type { RepositoryRow } from '@data-import/model'
import { gitlabRemoteKey } from '../record/remote-key.js'
import { countOf, externalIdOf, flagOf, instantOf, requiredText, textOf } from '../record/values.js'

/** A project in REST lists: https://docs.gitlab.com/api/projects/ */
export interface GitlabProject {
  /** Not GitLab's: the path by which it was asked for, where it was. */
  asked_as?: string
  id?: number | string
  name?: string | null
  path?: string | null
  path_with_namespace?: string | null
  description?: string | null
  web_url?: string | null
  star_count?: number | null
  forks_count?: number | null
  visibility?: string | null
  forked_from_project?: object | null
  archived?: boolean | null
  default_branch?: string | null
  empty_repo?: boolean | null
  created_at?: string | null
  updated_at?: string | null
  last_activity_at?: string | null
  issues_enabled?: boolean | null
  merge_requests_enabled?: boolean | null
  jobs_enabled?: boolean | null
  repository_access_level?: string | null
  issues_access_level?: string | null
  merge_requests_access_level?: string | null
  builds_access_level?: string | null
  releases_access_level?: string | null
  environments_access_level?: string | null
}

/**
 * `externalId` ← `id`; `name` ← `path`; `fullName` ← `path_with_namespace`; `description`; `url` ← `web_url`; `remoteKey` ← `web_url`;
 * `language` ← the one with the largest share; `stars` ← `star_count`; `forks` ← `forks_count`; `isPrivate` ← `visibility` other than
 * `public`; `isFork` ← `forked_from_project`; `isArchived` ← `archived`; `defaultBranch` ← `default_branch`; `createdAt`;
 * `pushedAt` ← `last_activity_at`; `sourceUpdatedAt` ← `updated_at`; `removedAt` is null, for it is there.
 */
export function repositoryRow(project: GitlabProject, language: string | null | undefined): RepositoryRow {
  const fullName = requiredText('path of a project', project?.path_with_namespace)
  const visibility = textOf(project.visibility)
  return {
    externalId: externalIdOf('project', project.id),
    provider: 'GITLAB',
    name: textOf(project.path) ?? fullName.slice(fullName.lastIndexOf('/') + 1),
    fullName,
    description: textOf(project.description),
    url: textOf(project.web_url),
    remoteKey: gitlabRemoteKey(project.web_url),
    ...(language !== undefined && { language }),
    stars: countOf(project.star_count),
    forks: countOf(project.forks_count),
    isPrivate: visibility === null ? null : visibility !== 'public',
    isFork: Boolean(project.forked_from_project),
    isArchived: flagOf(project.archived),
    defaultBranch: textOf(project.default_branch),
    createdAt: instantOf(project.created_at),
    pushedAt: instantOf(project.last_activity_at),
    removedAt: null,
    sourceUpdatedAt: instantOf(project.updated_at),
  }
}

/** Why there is nothing of some resources in a project, by what the project itself says of it. */
export function nothingIn(project: GitlabProject): Record<string, string> {
  const isOff = (level: unknown, isEnabled?: unknown) =>
    level === 'disabled' || (level === undefined && isEnabled === false)
  const reasons: Record<string, string> = {}
  const note = (isNothing: boolean, reason: string, ...resources: string[]) => {
    if (isNothing) for (const resource of resources) reasons[resource] ??= reason
  }
  note(isOff(project.repository_access_level), 'the repository is switched off', 'commit')
  const isEmpty =
    project.empty_repo === true || (project.empty_repo === undefined && textOf(project.default_branch) === null)
  note(isEmpty, 'the repository is empty', 'commit')
  const ofMergeRequests = ['pull-request', 'review', 'pull-request-comment']
  const hasNoMergeRequests = isOff(project.merge_requests_access_level, project.merge_requests_enabled)
  note(hasNoMergeRequests, 'merge requests are switched off', ...ofMergeRequests)
  note(isOff(project.issues_access_level, project.issues_enabled), 'issues are switched off', 'issue')
  const ofPipelines = ['pipeline', 'pipeline-run', 'job', 'test-summary']
  note(isOff(project.builds_access_level, project.jobs_enabled), 'CI/CD is switched off', ...ofPipelines)
  note(isOff(project.releases_access_level), 'releases are switched off', 'release')
  note(isOff(project.environments_access_level), 'environments are switched off', 'deployment')
  return reasons
}

/** Equal for equal rows. */
export function digestOf(row: RepositoryRow): string {
  return createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 22)
}
