import type { ReleaseRow } from '@data-import/model'
import { accountOf, type GitlabUser } from '../people/account.js'
import type { People } from '../people/people.js'
import { instantOf, requiredText, textOf } from '../record/values.js'
import type { WalkedProject } from '../walk/project-walk.js'

/** A release: https://docs.gitlab.com/api/releases/ */
export interface GitlabRelease {
  tag_name?: string | null
  name?: string | null
  description?: string | null
  author?: GitlabUser | null
  commit?: { id?: string | null } | null
  created_at?: string | null
  released_at?: string | null
  _links?: { self?: string | null } | null
}

/** `<project's id>:<tag>`: releases have no id of their own. */
export function releaseExternalId(release: GitlabRelease, { key }: Pick<WalkedProject, 'key'>): string {
  return `${key}:${requiredText('tag of a release', release?.tag_name)}`
}

/**
 * `externalId` ← the project's id and `tag_name`; `tag` ← `tag_name`; `name`; `body` ← `description`; `authorId`, `authorName` ←
 * `author`; `sha` ← `commit.id`; `url` ← `_links.self`; `createdAt`; `publishedAt` ← `released_at`; `removedAt` is null, for it is
 * there. GitLab has neither drafts nor releases that are called unfinished.
 */
export function releaseRow(
  release: GitlabRelease,
  project: Pick<WalkedProject, 'key' | 'id'>,
  people: Pick<People, 'idOf'>,
): ReleaseRow {
  const author = accountOf(release?.author)
  return {
    externalId: releaseExternalId(release, project),
    repositoryId: project.id,
    tag: requiredText('tag of a release', release.tag_name),
    name: textOf(release.name),
    body: release.description ?? null,
    authorId: people.idOf(author),
    authorName: author?.username ?? null,
    sha: textOf(release.commit?.id),
    url: textOf(release._links?.self),
    createdAt: instantOf(release.created_at),
    publishedAt: instantOf(release.released_at),
    removedAt: null,
  }
}
