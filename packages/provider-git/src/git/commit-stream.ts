import { TransientError } from '@data-import/core/provider'
import { unreadable } from './git-failure.js'
import { type GitProcess, startGit } from './git-process.js'
import { patiently } from './patience.js'
import { type RawObject, rawObjects } from './raw-objects.js'
import { type RepositoryHandle, readingObjects } from './repository-handle.js'

/** A list of commits: what a head reaches and the bases don't. */
export interface CommitRange {
  head: string
  bases: readonly string[]
  /** Default: newest first. */
  isOldestFirst?: boolean
  /** Commits at the list's beginning to leave out. Default: none. */
  after?: { count: number; last: string }
}

/** The list isn't the one that the position was taken in. */
export class MovedListError extends Error {}

/**
 * Reads the commits of a range, in the list's order, while git lists them: `rev-list` feeds `cat-file`.
 * @throws {MovedListError} if `after.last` isn't the list's commit number `after.count`.
 */
export async function* commitStream(repository: RepositoryHandle, range: CommitRange): AsyncGenerator<RawObject[]> {
  const list = startGit(readingObjects(repository, 'rev-list', ...rangeArguments(range)))
  const objects = startGit(readingObjects(repository, 'cat-file', '--batch', '--buffer'))
  try {
    list.stdin.end()
    const ids = range.after ? skip(list, range.after, repository.idLength) : (list.stdout as AsyncIterable<Buffer>)
    const fed = feed(ids, objects)
    fed.catch(() => {})
    let received = 0
    for await (const commits of rawObjects(chunksOf(repository, objects, [list, objects]))) {
      received += commits.length
      yield commits
    }
    const fedBytes = await fed
    await expectSuccess(repository, list)
    await expectSuccess(repository, objects)
    if (fedBytes !== received * (repository.idLength + 1)) throw cutShort(repository)
  } catch (error) {
    repository.signal.throwIfAborted()
    throw error
  } finally {
    await Promise.all([list.stop(), objects.stop()])
  }
}

/** Lists the ids of a range, without reading the commits. */
export async function* listCommits(
  repository: RepositoryHandle,
  heads: readonly string[],
  bases: readonly string[],
): AsyncGenerator<string[]> {
  const list = startGit(readingObjects(repository, 'rev-list', ...heads, '--not', ...bases, '--'))
  try {
    list.stdin.end()
    let rest = ''
    for await (const chunk of chunksOf(repository, list, [list])) {
      const lines = (rest + chunk.toString('latin1')).split('\n')
      rest = lines.pop() ?? ''
      if (lines.length > 0) yield lines
    }
    await expectSuccess(repository, list)
    if (rest !== '') throw cutShort(repository)
  } finally {
    await list.stop()
  }
}

function rangeArguments({ head, bases, isOldestFirst }: CommitRange): string[] {
  return [...(isOldestFirst ? ['--reverse'] : []), head, '--not', ...bases, '--']
}

/** @returns how many bytes of ids were given. */
async function feed(ids: AsyncIterable<Buffer>, objects: GitProcess): Promise<number> {
  let bytes = 0
  try {
    for await (const chunk of ids) {
      bytes += chunk.length
      if (!objects.stdin.write(chunk)) await drained(objects)
      if (objects.stdin.destroyed) break
    }
    return bytes
  } finally {
    // Without an end cat-file would wait for more for ever.
    objects.stdin.end()
  }
}

/** A process that has ended drains no more. */
async function drained(git: GitProcess): Promise<void> {
  await Promise.race([new Promise((resolve) => git.stdin.once('drain', resolve)), git.ended])
}

async function* skip(list: GitProcess, { count, last }: { count: number; last: string }, idLength: number) {
  const line = idLength + 1
  let toDrop = (count - 1) * line
  let seen = Buffer.alloc(0)
  for await (const chunk of list.stdout as AsyncIterable<Buffer>) {
    const rest = chunk.subarray(Math.min(toDrop, chunk.length))
    toDrop -= chunk.length - rest.length
    if (seen.length >= line) {
      yield rest
      continue
    }
    seen = Buffer.concat([seen, rest])
    if (seen.length < line) continue
    if (seen.toString('latin1', 0, idLength) !== last) throw new MovedListError()
    yield seen.subarray(line)
  }
  if (seen.length < line) throw new MovedListError()
}

/** What a git prints; time counts only while it is waited for, and not while what it printed is used. */
async function* chunksOf(
  { patience, folder }: RepositoryHandle,
  git: GitProcess,
  working: readonly GitProcess[],
): AsyncGenerator<Buffer> {
  const chunks = (git.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  while (true) {
    const next = await patiently(chunks.next(), working, patience.readingMs, folder)
    if (next.done) return
    yield next.value
  }
}

/** The error for a list of commits that ended too early. */
export function cutShort({ folder }: RepositoryHandle): TransientError {
  return new TransientError(
    `git ended before it had told the whole history of ${folder}; the next pass continues there.`,
  )
}

async function expectSuccess(repository: RepositoryHandle, git: GitProcess): Promise<void> {
  const exit = await git.ended
  repository.signal.throwIfAborted()
  if (exit.code !== 0) throw unreadable(`read the history of ${repository.folder}`, exit)
}
