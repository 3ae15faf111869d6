import type { RepositoryList } from '../resource.js'

/** The pull requests of a repository. Whatever happens in one, reviews and comments too, moves its `updatedAt`. */
export const pullRequestList: RepositoryList = { field: 'pullRequests', orderBy: 'UPDATED_AT' }
