import { type CommitRange, commitStream } from '../git/commit-stream.js'
import { type ParsedCommit, parseCommit } from '../git/parse-commit.js'
import type { RepositoryHandle } from '../git/repository-handle.js'

/** Neighbouring commits of a list, and the position after them. */
export interface CommitPage {
  commits: ParsedCommit[]
  /** Commits of the list up to the end of this page, also those that were filtered out. */
  done: number
  /** The list's last commit in this page. */
  last: string
  /** Commits whose object is so big that the end of its message was left out. */
  cutCommits: string[]
}

/** How pages are cut. */
export interface PageOptions {
  /** Default: 1,000. */
  commitsPerPage?: number
  /** Bytes of commit objects after which a page ends: memory must not follow the longest messages. Default: 4 MiB. */
  bytesPerPage?: number
  /** Commits to keep. Default: all. */
  filter?: (commit: ParsedCommit) => boolean
}

/** Walks a range page by page. Abandoning it stops git. */
export async function* commitPages(
  repository: RepositoryHandle,
  range: CommitRange,
  { commitsPerPage = 1000, bytesPerPage = 4 * 1024 * 1024, filter = () => true }: PageOptions = {},
): AsyncGenerator<CommitPage> {
  let done = range.after?.count ?? 0
  let page = emptyPage(done)
  let read = 0
  let bytes = 0
  for await (const objects of commitStream(repository, range)) {
    for (const { sha, content, omittedBytes } of objects) {
      const commit = parseCommit(sha, content)
      if (filter(commit)) page.commits.push(commit)
      if (omittedBytes > 0) page.cutCommits.push(sha)
      page.done = ++done
      page.last = sha
      read++
      bytes += content.length
      if (read < commitsPerPage && bytes < bytesPerPage) continue
      yield page
      page = emptyPage(done)
      read = 0
      bytes = 0
    }
  }
  if (read > 0) yield page
}

function emptyPage(done: number): CommitPage {
  return { commits: [], done, last: '', cutCommits: [] }
}
