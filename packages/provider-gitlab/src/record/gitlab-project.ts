import { textOf } from './values.js'

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
