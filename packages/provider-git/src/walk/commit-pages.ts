import type { RawObject } from '../git/raw-objects.js'

/** Neighbouring commits of a list, and the position after them. */
export interface CommitPage {
  /** As git stores them: parsed when they are used, for they are smaller so. */
  commits: RawObject[]
  /** Commits of the list up to the end of this page, also those that were filtered out. */
  done: number
  /** The list's last commit in this page. */
  last: string
}

/** How pages are cut. */
export interface PageOptions {
  /** Commits of the page after so many that are done. Default: 1,000. */
  commitsPerPage?: (done: number) => number
  /** Bytes of commit objects after which a page ends: memory must not follow the longest messages. Default: 4 MiB. */
  bytesPerPage?: number
  /** Commits to keep. Default: all. */
  filter?: (commit: RawObject) => boolean
}

/**
 * Cuts commits into pages. Abandoning it abandons them too.
 * @param before commits of the list that come before them.
 */
export async function* commitPages(
  commits: AsyncIterable<readonly RawObject[]>,
  before: number,
  { commitsPerPage = () => 1000, bytesPerPage = 4 * 1024 * 1024, filter = () => true }: PageOptions = {},
): AsyncGenerator<CommitPage> {
  let done = before
  let page: CommitPage = { commits: [], done, last: '' }
  let limit = done + commitsPerPage(done)
  let bytes = 0
  for await (const objects of commits) {
    for (const commit of objects) {
      if (filter(commit)) page.commits.push(commit)
      page.done = ++done
      page.last = commit.sha
      bytes += commit.content.length
      if (done < limit && bytes < bytesPerPage) continue
      yield page
      page = { commits: [], done, last: '' }
      limit = done + commitsPerPage(done)
      bytes = 0
    }
  }
  if (page.last !== '') yield page
}
