import type { ReleaseRow } from '@data-import/model'
import { type RestAccount, restAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import type { Described } from '../record/described.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'

/** A release in REST lists: https://docs.github.com/en/rest/releases/releases#list-releases */
export interface RestRelease
  extends Pick<
    Described<'repos', 'listReleases'>[number],
    | 'id'
    | 'node_id'
    | 'tag_name'
    | 'target_commitish'
    | 'name'
    | 'body'
    | 'draft'
    | 'prerelease'
    | 'html_url'
    | 'created_at'
    | 'published_at'
    | 'updated_at'
  > {
  author: RestAccount | null
}

/**
 * `externalId` ← `id`; `tag` ← `tag_name`; `sha` ← the commit of that tag, which REST doesn't say, null where there is no tag; `targetRef` ← `target_commitish`; `name`, `body`; `isDraft` ← `draft`;
 * `isPrerelease` ← `prerelease`; `authorId`, `authorName` ← `author`; `url` ← `html_url`; `createdAt`, `publishedAt`;
 * `sourceUpdatedAt` ← `updated_at`; `removedAt` is null, for it is there.
 */
export function releaseRow(
  release: RestRelease,
  shas: ReadonlyMap<string, string | null>,
  repositoryId: string,
  people: People,
): ReleaseRow {
  const externalId = externalIdOf('release', release?.id)
  const author = restAccount(release.author)
  const sha = shas.get(release.node_id)
  return {
    externalId,
    repositoryId,
    tag: release.tag_name,
    targetRef: release.target_commitish,
    ...(sha !== undefined && { sha }),
    name: release.name,
    body: release.body ?? null,
    isDraft: release.draft,
    isPrerelease: release.prerelease,
    authorId: people.idOf(author),
    authorName: author?.login ?? null,
    url: release.html_url,
    createdAt: instantOf(release.created_at),
    publishedAt: instantOf(release.published_at),
    removedAt: null,
    sourceUpdatedAt: instantOf(release.updated_at),
  }
}
