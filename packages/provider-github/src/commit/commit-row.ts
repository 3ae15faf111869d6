import { TransientError } from '@data-import/core/provider'
import type { CommitRow } from '@data-import/model'
import { type RestAccount, restAccount } from '../people/account.js'
import { type CommitPerson, graphqlPerson } from '../people/commit-person.js'
import type { People } from '../people/people.js'
import { instantOf } from '../record/instant.js'
import { requiredText, textOf } from '../record/text.js'
import type { WalkedRepository } from '../walk/repository-walk.js'
import type { GraphqlCommit } from './commit-queries.js'

/** A commit in REST lists: https://docs.github.com/en/rest/commits/commits#list-commits */
export interface RestCommit {
  sha: string
  node_id: string
  html_url: string
  commit: { message: string; author: RestPerson | null; committer: RestPerson | null }
  author: RestAccount | null
  committer: RestAccount | null
  parents: readonly { sha: string }[]
}

interface RestPerson {
  name?: string
  email?: string
  date?: string
}

type CommitOwner = Pick<WalkedRepository, 'key' | 'id'>

/** `<sha>@<repository's number>`: one commit may be in several repositories. */
export function commitExternalId(sha: string, { key }: Pick<CommitOwner, 'key'>): string {
  return `${sha}@${key}`
}

/**
 * `sha` ← `oid`; `message`, `url`; `authorId` ← the account (`author.user.databaseId`) or the e-mail; `authorName`,
 * `authorEmail` ← `author.name`, `.email`; committer likewise; `authoredAt` ← `authoredDate`; `committedAt` ←
 * `committedDate`; `linesAdded` ← `additions`, `linesRemoved` ← `deletions`, `filesChanged` ← `changedFilesIfAvailable`,
 * null where GitHub could not compute them; `parentShas` ← `parents`; `isMerge` ← more than one of them.
 */
export function commitRow(commit: GraphqlCommit, owner: CommitOwner, people: People): CommitRow {
  return {
    ...identityOf(commit?.oid, owner),
    message: commit.message,
    url: commit.url,
    ...peopleOf(graphqlPerson(commit.author), graphqlPerson(commit.committer), people),
    authoredAt: instantOf(commit.authoredDate),
    committedAt: instantOf(commit.committedDate),
    linesAdded: commit.additions ?? null,
    linesRemoved: commit.deletions ?? null,
    filesChanged: commit.changedFilesIfAvailable ?? null,
    ...parentsOf(commit.parents?.nodes, 'oid'),
  }
}

/**
 * As {@link commitRow}, from `commit.message`, `commit.author` and so on; REST lists have no line counts, so those stay
 * what they are in the database, null at first.
 */
export function restCommitRow(commit: RestCommit, owner: CommitOwner, people: People): CommitRow {
  const identity = identityOf(commit?.sha, owner)
  if (!commit.commit) throw new TransientError("GitHub's answer has a commit without its content.")
  const { author, committer, message } = commit.commit
  return {
    ...identity,
    message,
    url: commit.html_url,
    ...peopleOf(restPerson(author, commit.author), restPerson(committer, commit.committer), people),
    authoredAt: instantOf(author?.date),
    committedAt: instantOf(committer?.date),
    ...parentsOf(commit.parents, 'sha'),
  }
}

function identityOf(given: string | undefined, owner: CommitOwner) {
  const sha = requiredText('id of a commit', given)
  return { externalId: commitExternalId(sha, owner), repositoryId: owner.id, sha }
}

/** A parent that was left out must not make a merge look like none, or cut off the history behind it. */
function parentsOf(given: readonly unknown[] | null | undefined, field: 'oid' | 'sha') {
  const parentShas = (Array.isArray(given) ? given : [null]).map((parent) =>
    requiredText('parent of a commit', parent?.[field]),
  )
  return { parentShas, isMerge: parentShas.length > 1, unreachableAt: null }
}

function peopleOf(author: CommitPerson, committer: CommitPerson, people: People) {
  return {
    authorId: people.idOfCommitPerson(author),
    authorName: author.name,
    authorEmail: author.email,
    committerId: people.idOfCommitPerson(committer),
    committerName: committer.name,
    committerEmail: committer.email,
  }
}

function restPerson(person: RestPerson | null, account: RestAccount | null): CommitPerson {
  return { name: textOf(person?.name), email: textOf(person?.email), account: restAccount(account) }
}
