import type { RepositoryWalk } from '../walk/repository-walk.js'

/** A walk over the issues of one repository. */
export type IssueWalk = RepositoryWalk<string | null, never>
