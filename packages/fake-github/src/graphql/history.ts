import type { CommitRecord } from '../git/commit-record.js'
import { isWithin } from '../rest/commits.js'
import type { Context } from './context.js'
import { failure, requirePermission } from './failure.js'
import type { Arguments } from './fields.js'
import { commitSource, type RowSource } from './source.js'

/** Commits from here back. A cursor holds the commit it started at, so that a moved branch changes nothing. */
export async function history({ repository, row }: RowSource<CommitRecord>, args: Arguments, context: Context) {
  requirePermission(context, 'contents')
  if (args.path || args.author) throw failure('UNPROCESSABLE', 'This server filters history by date alone.')
  const cursor = args.after ? readCursor(args.after) : undefined
  const start = cursor?.sha ?? row.sha
  const all = await repository.git.history(start)
  if (all.length === 0) throw invalidCursor(args.after ?? '')
  const since = instant(args.since)
  const until = instant(args.until)
  const wanted = since || until ? all.filter(isWithin(since, until)) : all
  const first = cursor ? cursor.index + 1 : 0
  const page = wanted.slice(first, first + (args.first ?? 0))
  const cursorAt = (index: number) => `${start} ${first + index}`
  return {
    totalCount: wanted.length,
    pageInfo: {
      hasNextPage: first + page.length < wanted.length,
      hasPreviousPage: first > 0,
      startCursor: page.length > 0 ? cursorAt(0) : null,
      endCursor: page.length > 0 ? cursorAt(page.length - 1) : null,
    },
    nodes: page.map((commit) => commitSource(repository, commit)),
    edges: page.map((commit, index) => ({ cursor: cursorAt(index), node: commitSource(repository, commit) })),
  }
}

function readCursor(text: string): { sha: string; index: number } {
  const match = /^([0-9a-f]{40}) (\d+)$/.exec(text)
  if (!match) throw invalidCursor(text)
  return { sha: match[1] ?? '', index: Number(match[2]) }
}

function invalidCursor(text: string) {
  return failure('INVALID_CURSOR_ARGUMENTS', `\`${text}\` does not appear to be a valid cursor.`)
}

function instant(text: unknown): Date | null {
  return typeof text === 'string' ? new Date(text) : null
}
