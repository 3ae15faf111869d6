import { replaceChildren, type WalkEnd } from '@data-import/core/provider'
import { type PullRequestCommentRow, pullRequestCommentTable } from '@data-import/model'
import { accountOf } from '../people/account.js'
import { createPeople, type People } from '../people/people.js'
import { detailsOf } from '../pull-request/details.js'
import type { Note } from '../pull-request/merge-request.js'
import { instantOf } from '../record/values.js'
import { projectScript } from '../walk/each-project.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { changedMergeRequests, type StoredMergeRequest } from '../walk/stored-merge-requests.js'

interface CommentPosition {
  after: string
}

/** Imports who commented on which merge request and when; a merge request that has changed brings all of its comments. */
export const pullRequestComment = projectScript<CommentPosition, never>({
  resource: 'pull-request-comment',
  dependsOn: ['pull-request'],
  importWindowDays: wholeHistoryDays,
  after: ['pull-request'],
  markOf: ({ mergeRequests }) => mergeRequests,
  walk: importComments,
})

const perPage = 50

async function importComments(walk: ProjectWalk<CommentPosition, never>): Promise<WalkEnd> {
  const { context, project } = walk
  for await (const page of changedMergeRequests(walk, walk.position?.after ?? null, perPage)) {
    const people = createPeople(context)
    const details = await detailsOf(
      walk,
      page.map(({ number, updatedAt }) => ({ iid: number, updatedAt, sourceProjectId: project.key })),
    )
    const there = page.filter(({ number }) => details.has(number))
    const rows = there.flatMap((one) =>
      (details.get(one.number)?.notes ?? [])
        .filter(({ isSystem }) => !isSystem)
        .map((note) => pullRequestCommentRow(note, one, people)),
    )
    const ids = there.map(({ id }) => id)
    const write = replaceChildren(pullRequestCommentTable, 'pullRequestId', ids, rows)
    await walk.checkpoint([people.rows(), write], { after: page.at(-1)?.externalId ?? '' })
    people.saved()
  }
  return context.isBackfill ? {} : walk.end()
}

/**
 * `externalId` ← `id`; `authorId`, `authorName` ← `author`, no id for a deleted one; `path` ← the position's file; `url` ← the merge
 * request's page; `createdAt`, `updatedAt`. GitLab's comments are part of no review.
 */
export function pullRequestCommentRow(
  note: Note,
  owner: Pick<StoredMergeRequest, 'id' | 'url'>,
  people: Pick<People, 'idOf'>,
): PullRequestCommentRow {
  const author = accountOf(note.author)
  const updatedAt = instantOf(note.updatedAt)
  return {
    externalId: note.id,
    pullRequestId: owner.id,
    reviewId: null,
    authorId: people.idOf(author),
    authorName: author?.username ?? null,
    path: note.path,
    url: owner.url === null ? null : `${owner.url}#note_${note.id}`,
    createdAt: instantOf(note.createdAt),
    updatedAt,
    sourceUpdatedAt: updatedAt,
  }
}
