import { defineTable, type RowOf } from '@data-import/core/provider'

/** Releases: versions that were announced, with the tag that they are of. */
export const releaseTable = defineTable({
  name: 'Release',
  model: 'release',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    repositoryId: { column: 'repository_id', type: 'text' },
    tag: { column: 'tag', type: 'text' },
    name: { column: 'name', type: 'text', isNullable: true },
    body: { column: 'body', type: 'text', isNullable: true },
    isDraft: { column: 'is_draft', type: 'boolean', isNullable: true },
    isPrerelease: { column: 'is_prerelease', type: 'boolean', isNullable: true },
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    /** Branch or commit that the tag was made from, as the vendor says it. */
    targetRef: { column: 'target_ref', type: 'text', isNullable: true },
    url: { column: 'url', type: 'text', isNullable: true },
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    publishedAt: { column: 'published_at', type: 'timestamp', isNullable: true },
    /** When the release was first missing from the vendor's list. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type ReleaseRow = RowOf<typeof releaseTable>
