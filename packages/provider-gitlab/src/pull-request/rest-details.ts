import type { Gitlab } from '../client/gitlab.js'
import { wholeList } from '../client/pages.js'
import { unlessGone } from '../client/unless-gone.js'
import type { GitlabUser } from '../people/account.js'
import { idOrNull, textOf } from '../record/values.js'
import type { MergeRequestCommit, Note } from './merge-request.js'

/** A note: https://docs.gitlab.com/api/notes/#list-all-merge-request-notes */
interface RestNote {
  id?: number | string
  system?: boolean | null
  body?: string | null
  author?: GitlabUser | null
  created_at?: string | null
  updated_at?: string | null
  position?: { new_path?: string | null; old_path?: string | null } | null
}

interface RestCommit {
  id?: string
  authored_date?: string | null
  committed_date?: string | null
  created_at?: string | null
  author_name?: string | null
  author_email?: string | null
}

/** The merge request may have been deleted since it was listed. */
const ofPart = { absentOn: [404], isOfPart: true }

/** All notes of a merge request, oldest first; undefined where it is gone. */
export async function restNotes(gitlab: Pick<Gitlab, 'rest'>, path: string): Promise<Note[] | undefined> {
  const query = { sort: 'asc', order_by: 'created_at' }
  const notes = await unlessGone(() => wholeList<RestNote>(gitlab, `${path}/notes`, { ...ofPart, query }))
  return notes?.flatMap((note) => {
    const id = idOrNull(note?.id)
    if (id === null) return []
    const isSystem = note.system === true
    const { author = null, created_at = null, updated_at = null, position } = note
    const file = textOf(position?.new_path) ?? textOf(position?.old_path)
    const body = isSystem ? (note.body ?? '') : ''
    return [{ id, author, isSystem, body, path: file, createdAt: created_at, updatedAt: updated_at }]
  })
}

/** All commits of a merge request, oldest first; undefined where it is gone. */
export async function restCommits(
  gitlab: Pick<Gitlab, 'rest'>,
  path: string,
): Promise<MergeRequestCommit[] | undefined> {
  const commits = await unlessGone(() => wholeList<RestCommit>(gitlab, `${path}/commits`, ofPart))
  return commits
    ?.flatMap((commit) => {
      const sha = textOf(commit?.id)
      if (sha === null) return []
      return [
        {
          sha,
          authoredAt: commit.authored_date ?? null,
          committedAt: commit.committed_date ?? commit.created_at ?? null,
          authorName: textOf(commit.author_name),
          authorEmail: textOf(commit.author_email),
        },
      ]
    })
    .reverse()
}

/** Page of another project; null where it is gone or hidden. */
export async function projectUrl({ rest }: Pick<Gitlab, 'rest'>, id: string): Promise<string | null> {
  const answer = await rest.get<{ web_url?: unknown } | null>(`/projects/${id}`, {
    absentOn: [403, 404],
    isOfPart: true,
  })
  return textOf(answer?.body?.web_url)
}

/** Somebody who was asked to review: https://docs.gitlab.com/api/merge_requests/#retrieve-merge-request-reviewers */
export interface RestReviewer {
  user?: GitlabUser | null
  created_at?: string | null
}

/** When reviewers were asked, where no note says it. */
export async function restReviewers({ rest }: Pick<Gitlab, 'rest'>, path: string): Promise<readonly RestReviewer[]> {
  const answer = await rest.get<readonly RestReviewer[] | null>(`${path}/reviewers`, {
    ...ofPart,
    absentOn: [403, 404],
  })
  return Array.isArray(answer?.body) ? answer.body : []
}
