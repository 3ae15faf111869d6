import type { GitlabUser } from '../people/account.js'

/** A merge request in lists: https://docs.gitlab.com/api/merge_requests/ */
export interface GitlabMergeRequest {
  id?: number | string
  iid?: number | string
  project_id?: number | string | null
  title?: string | null
  description?: string | null
  state?: string | null
  draft?: boolean | null
  work_in_progress?: boolean | null
  author?: GitlabUser | null
  merge_user?: GitlabUser | null
  merged_by?: GitlabUser | null
  reviewers?: readonly (GitlabUser | null)[] | null
  labels?: unknown
  source_branch?: string | null
  target_branch?: string | null
  source_project_id?: number | string | null
  sha?: string | null
  merge_commit_sha?: string | null
  squash_commit_sha?: string | null
  web_url?: string | null
  created_at?: string | null
  updated_at?: string | null
  merged_at?: string | null
  closed_at?: string | null
}

/** A comment, or GitLab's own word of what happened; a comment's text isn't kept. */
export interface Note {
  id: string
  author: GitlabUser | null
  isSystem: boolean
  /** Of a system note. */
  body: string
  path: string | null
  createdAt: string | null
  updatedAt: string | null
}

/** A commit of a merge request. */
export interface MergeRequestCommit {
  sha: string
  authoredAt: string | null
  committedAt: string | null
  authorName: string | null
  authorEmail: string | null
}

/** What the list doesn't have. */
export interface MergeRequestDetails {
  /** Undefined: not asked, as where there is no GraphQL. Null: GitLab can't tell. */
  lines: { additions: number; deletions: number; files: number } | null | undefined
  /** Whether another pass may have them. */
  lacksLines: boolean
  /** Page of the project that the branch is in; null where that is gone. */
  sourceUrl: string | null
  /** Oldest first. */
  notes: readonly Note[]
  /** Oldest first; undefined where they weren't available. */
  commits: readonly MergeRequestCommit[] | undefined
  isApproved: boolean
}
