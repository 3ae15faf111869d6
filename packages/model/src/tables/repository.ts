// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.
import { defineTable, type RowOf } from '@data-import/core/provider'

/** A repository of code. */
export const repositoryTable = defineTable({
  name: 'Repository',
  model: 'repository',
  columns: {
    /** The vendor's own id of the record, never a name. Unique within the data source. */
    externalId: { column: 'external_id', type: 'text' },
    /** Who gave it: `GIT`, `GITHUB`. */
    provider: { column: 'provider', type: 'text' },
    /** The name without its owner. Repositories get renamed: it is no identity. */
    name: { column: 'name', type: 'text' },
    /** The name with its owner (`acme/web`), or the path of a folder. */
    fullName: { column: 'full_name', type: 'text' },
    /** What its owner says of it. */
    description: { column: 'description', type: 'text', isNullable: true },
    /** Where people look at it. */
    url: { column: 'url', type: 'text', isNullable: true },
    /** Address of the code as `host/path`, equal for all ways to write it: rows of different vendors meet here. */
    remoteKey: { column: 'remote_key', type: 'text', isNullable: true },
    /** The language that most of it is written in, as the vendor counts. */
    language: { column: 'language', type: 'text', isNullable: true },
    /** How many people marked it. */
    stars: { column: 'stars', type: 'integer', isNullable: true },
    /** How many forks it has. */
    forks: { column: 'forks', type: 'integer', isNullable: true },
    /** Whether only some may read it. */
    isPrivate: { column: 'is_private', type: 'boolean', isNullable: true },
    /** Whether it began as a copy of another. */
    isFork: { column: 'is_fork', type: 'boolean', isNullable: true },
    /** Whether it is closed to changes. */
    isArchived: { column: 'is_archived', type: 'boolean', isNullable: true },
    /** The branch whose history is imported. */
    defaultBranch: { column: 'default_branch', type: 'text', isNullable: true },
    /** Commit that the imported branch pointed to when the repository was last read. */
    headSha: { column: 'head_sha', type: 'text', isNullable: true },
    /**
     * The file `.mailmap` of that commit, which says which addresses are one person's; null where there is none, or
     * nobody looked.
     */
    mailmap: { column: 'mailmap', type: 'text', isNullable: true },
    /** When it was created, by the vendor. */
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    /** When somebody last pushed to it. */
    pushedAt: { column: 'pushed_at', type: 'timestamp', isNullable: true },
    /** When the repository was first missing from the vendor's listing. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    /** End of the import window in which the repository was last read, where a provider says it. */
    lastSyncAt: { column: 'last_sync_at', type: 'timestamp', isNullable: true },
    /** When the vendor says that the record last changed, where that is not `updatedAt`. */
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
  },
})

/** A row of {@link repositoryTable}. */
export type RepositoryRow = RowOf<typeof repositoryTable>
