import { hash } from 'node:crypto'
import type { CommitRow } from '@data-import/model'
import { contributorExternalId } from '../contributor/contributor-row.js'
import type { PersonStamp } from '../git/parse-person.js'
import type { CountedCommit } from '../walk/count-run.js'
import { storableCount } from './storable-count.js'

/** What a commit's row takes from around it. */
export interface CommitOwner {
  repositoryId: string
  /** From {@link repositoryTag}. */
  repositoryTag: string
  /** Id of a commit's row. */
  commitId(externalId: string): string
  /** Id of a contributor's row. */
  contributorId(externalId: string): string
}

/** Short name of a repository within external ids of commits: one commit may be in several repositories. */
export function repositoryTag(repositoryExternalId: string): string {
  return hash('sha256', repositoryExternalId, 'hex').slice(0, 16)
}

/** `<sha>@<repository tag>`. */
export function commitExternalId(sha: string, tag: string): string {
  return `${sha}@${tag}`
}

/**
 * A commit's row. Names and e-mails as the commit has them; line counts against the first parent, null where they
 * can't be known; `unreachableAt` null, for a commit that was walked to is in the branch's history.
 */
export function commitRow({ commit, counts }: CountedCommit, owner: CommitOwner): CommitRow {
  const { author, committer } = commit
  const known = counts && 'linesAdded' in counts ? counts : null
  return {
    externalId: commitExternalId(commit.sha, owner.repositoryTag),
    repositoryId: owner.repositoryId,
    sha: commit.sha,
    message: commit.message,
    authorId: contributorIdOf(author, owner),
    authorName: author.name || null,
    authorEmail: author.email || null,
    committerId: contributorIdOf(committer, owner),
    committerName: committer.name || null,
    committerEmail: committer.email || null,
    authoredAt: author.at,
    committedAt: committer.at,
    linesAdded: storableCount(known?.linesAdded ?? null),
    linesRemoved: storableCount(known?.linesRemoved ?? null),
    filesChanged: known?.filesChanged ?? null,
    isMerge: commit.parents.length > 1,
    parentShas: commit.parents,
    unreachableAt: null,
  }
}

function contributorIdOf(person: PersonStamp, owner: CommitOwner): string | null {
  const externalId = contributorExternalId(person)
  return externalId && owner.contributorId(externalId)
}
