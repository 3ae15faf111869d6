import { createHash } from 'node:crypto'
import type { RepositoryRow } from '@data-import/model'
import type { GitlabProject } from '../record/gitlab-project.js'
import { gitlabRemoteKey } from '../record/remote-key.js'
import { countOf, externalIdOf, flagOf, instantOf, requiredText, textOf } from '../record/values.js'

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

/** Equal for equal rows. */
export function digestOf(row: RepositoryRow): string {
  return createHash('sha256').update(JSON.stringify(row)).digest('base64url').slice(0, 22)
}
