import type { CommitRow } from '@data-import/model'
import type { People } from '../people/people.js'
import { countOf, instantOf, requiredText, textOf } from '../record/values.js'
import type { WalkedProject } from '../walk/project-walk.js'

/** A commit in lists: https://docs.gitlab.com/api/commits/#list-repository-commits */
export interface GitlabCommit {
  id?: string
  message?: string | null
  title?: string | null
  author_name?: string | null
  author_email?: string | null
  authored_date?: string | null
  committer_name?: string | null
  committer_email?: string | null
  committed_date?: string | null
  created_at?: string | null
  parent_ids?: readonly string[] | null
  web_url?: string | null
  stats?: { additions?: number | null; deletions?: number | null } | null
}

/** `<sha>@<project's id>`: one commit may be in several projects. */
export function commitExternalId(sha: string, { key }: Pick<WalkedProject, 'key'>): string {
  return `${sha}@${key}`
}

/**
 * `externalId` ← `id` and the project's; `sha` ← `id`; `message`; `authorId` ← `author_email`, by the account that it belongs to where
 * that is known; `authorName` ← `author_name`, `authorEmail` ← `author_email`; the committer's likewise; `authoredAt` ←
 * `authored_date`; `committedAt` ← `committed_date`; `linesAdded`, `linesRemoved` ← `stats`; `filesChanged` is null: lists don't
 * say it; `isMerge`, `parentShas` ← `parent_ids`; `url` ← `web_url`; `unreachableAt` is null, for the branch has it.
 */
export function commitRow(
  commit: GitlabCommit,
  project: Pick<WalkedProject, 'key' | 'id'>,
  people: Pick<People, 'idOfCommitPerson'>,
): CommitRow {
  const sha = requiredText('id of a commit', commit?.id)
  const { author_name, author_email, committer_name, committer_email } = commit
  const parents = parentsOf(commit)
  return {
    externalId: commitExternalId(sha, project),
    repositoryId: project.id,
    sha,
    message: (textOf(commit.message) ?? textOf(commit.title) ?? '').replace(/\n+$/, ''),
    authorId: people.idOfCommitPerson({ name: author_name, email: author_email }),
    authorName: textOf(author_name),
    authorEmail: textOf(author_email),
    committerId: people.idOfCommitPerson({ name: committer_name, email: committer_email }),
    committerName: textOf(committer_name),
    committerEmail: textOf(committer_email),
    authoredAt: instantOf(commit.authored_date),
    committedAt: instantOf(commit.committed_date) ?? instantOf(commit.created_at),
    linesAdded: countOf(commit.stats?.additions),
    linesRemoved: countOf(commit.stats?.deletions),
    filesChanged: null,
    isMerge: parents === null ? null : parents.length > 1,
    parentShas: parents ?? [],
    url: textOf(commit.web_url),
    unreachableAt: null,
  }
}

/** Null where the answer doesn't say. */
export function parentsOf({ parent_ids }: GitlabCommit): string[] | null {
  return Array.isArray(parent_ids) ? parent_ids.filter((sha) => typeof sha === 'string') : null
}
