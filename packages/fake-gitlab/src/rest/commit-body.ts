import type { FakeCommit } from '../git/commit.js'
import { type FakeProject, fullPath } from '../state/project.js'
import type { World } from '../state/world.js'

/** A commit: https://docs.gitlab.com/api/commits/ */
export function commitBody(world: World, project: FakeProject, commit: FakeCommit, withStats = false) {
  const { sha, message, author, committer, additions, deletions, parents } = commit
  return {
    id: sha,
    short_id: sha.slice(0, 8),
    created_at: gitDate(committer.date),
    parent_ids: parents,
    title: message.split('\n')[0] ?? '',
    message,
    author_name: author.name,
    author_email: author.email,
    authored_date: gitDate(author.date),
    committer_name: committer.name,
    committer_email: committer.email,
    committed_date: gitDate(committer.date),
    trailers: {},
    web_url: `${world.webUrl}/${fullPath(project)}/-/commit/${sha}`,
    ...(withStats && { stats: { additions, deletions, total: additions + deletions } }),
  }
}

/** In the zone of whoever committed. */
function gitDate(date: Date): string {
  const local = new Date(date.getTime() + 2 * 3_600_000)
  return local.toISOString().replace('Z', '+02:00')
}
