import { defineTable, type RowOf } from '@data-import/core/provider'

/** Repositories, or what a build server or quality server keeps in their place. */
export const repositoryTable = defineTable({
  name: 'Repository',
  model: 'repository',
  columns: {
    externalId: { column: 'external_id', type: 'text' },
    provider: { column: 'provider', type: 'text' },
    name: { column: 'name', type: 'text' },
    fullName: { column: 'full_name', type: 'text' },
    description: { column: 'description', type: 'text', isNullable: true },
    url: { column: 'url', type: 'text', isNullable: true },
    language: { column: 'language', type: 'text', isNullable: true },
    stars: { column: 'stars', type: 'integer', isNullable: true },
    forks: { column: 'forks', type: 'integer', isNullable: true },
    isPrivate: { column: 'is_private', type: 'boolean', isNullable: true },
    isFork: { column: 'is_fork', type: 'boolean', isNullable: true },
    isArchived: { column: 'is_archived', type: 'boolean', isNullable: true },
    defaultBranch: { column: 'default_branch', type: 'text', isNullable: true },
    /** Commit that the imported branch pointed to when the repository was last read. */
    headSha: { column: 'head_sha', type: 'text', isNullable: true },
    createdAt: { column: 'created_at', type: 'timestamp', isNullable: true },
    pushedAt: { column: 'pushed_at', type: 'timestamp', isNullable: true },
    /** When the repository was first missing from the vendor's listing. */
    removedAt: { column: 'removed_at', type: 'timestamp', isNullable: true },
    lastSyncAt: { column: 'last_sync_at', type: 'timestamp', isNullable: true },
    sourceUpdatedAt: { column: 'source_updated_at', type: 'timestamp', isNullable: true },
    raw: { column: 'raw', type: 'json', isNullable: true },
  },
})

export type RepositoryRow = RowOf<typeof repositoryTable>
