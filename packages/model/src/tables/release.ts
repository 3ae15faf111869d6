// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A release: a tag with a text. */
export const releaseTable = defineTable({
  name: 'Release',
  model: 'release',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** The repository that it belongs to. */
    repositoryId: { column: 'repository_id', type: 'text' },
    /** The tag. */
    tag: { column: 'tag', type: 'text' },
    /** The title. */
    name: { column: 'name', type: 'text', isNullable: true },
    /** The text, as its author wrote it. */
    body: { column: 'body', type: 'text', isNullable: true },
    /** Whether it is not published yet. */
    isDraft: { column: 'is_draft', type: 'boolean', isNullable: true },
    /** Whether its author calls it unfinished. */
    isPrerelease: { column: 'is_prerelease', type: 'boolean', isNullable: true },
    /** The author's contributor. */
    authorId: { column: 'author_id', type: 'text', isNullable: true },
    /** The author's name or account, as the record itself says it. */
    authorName: { column: 'author_name', type: 'text', isNullable: true },
    /** The commit that the tag leads to. */
    sha: { column: 'sha', type: 'text', isNullable: true },
    /** Branch or commit that the tag was made from, as the vendor says it. */
    targetRef: { column: 'target_ref', type: 'text', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When it was published; null for a draft. */
    publishedAt: { column: 'published_at', type: 'timestamp', isNullable: true },
    /** When the release was first missing from the vendor's list. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link releaseTable}. */
export type ReleaseRow = RowOf<typeof releaseTable>
