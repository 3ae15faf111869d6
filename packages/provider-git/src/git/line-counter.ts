import { summary, unreadable } from './git-failure.js'
import { type GitExit, type GitProcess, startGit } from './git-process.js'
import { createNumstatReader, endMarker, type LineCounts, type NumstatOptions, type NumstatReader } from './numstat.js'
import { patiently } from './patience.js'
import { type RepositoryHandle, readingObjects } from './repository-handle.js'

/** A commit to compare with its first parent; without one, with the empty tree. */
export interface Comparison {
  sha: string
  firstParent: string | undefined
}

/** Counts or, where the objects to compare are absent or damaged, why there are none. */
export type CountResult = LineCounts | { missing: string }

/** Counts changed lines with a git that stays up between calls. One call at a time. */
export interface LineCounter {
  count(comparisons: readonly Comparison[]): Promise<CountResult[]>
  stop(): Promise<void>
}

/**
 * The diff that `git log --numstat` makes by default: renames detected up to its limit, Myers, no external programs.
 * The indent heuristic moves hunks but changes no count, so it is saved.
 */
const comparing = ['diff-tree', '--stdin', '-z', '-r', '--root', '--always', '--numstat', '-M', '-l1000']
const plain = ['--no-ext-diff', '--no-textconv', '--no-indent-heuristic']

/** A diff-tree keeps what it has parsed, so it is replaced after this many commits. */
const commitsPerProcess = 20_000

const absentObject =
  /unable to read|could not fetch|could not read|missing|not a valid object|bad (object|tree)|promisor|corrupt|inflate|unable to (find|unpack)|transport '.*' not allowed/i

/** Creates a counter; git starts with the first count. */
export function createLineCounter(repository: RepositoryHandle, options: NumstatOptions = {}): LineCounter {
  let git: GitProcess | undefined
  let counted = 0
  let isStopped = false

  async function count(comparisons: readonly Comparison[]): Promise<CountResult[]> {
    const results: CountResult[] = []
    while (results.length < comparisons.length) {
      const attempt = await compare(comparisons.slice(results.length))
      if (!attempt.died) return [...results, ...attempt.counts]
      // The last one that was begun may be cut short; all before it are whole.
      results.push(...attempt.counts.slice(0, -1))
      const suspect = comparisons[results.length]
      if (suspect) results.push(await compareAlone(suspect, attempt.counts.length > 0, attempt.died))
    }
    return results
  }

  async function compareAlone(suspect: Comparison, isWorthTrying: boolean, died: GitExit): Promise<CountResult> {
    const attempt = isWorthTrying ? await compare([suspect]) : { counts: [], died }
    const [only] = attempt.counts
    if (!attempt.died && only) return only
    return { missing: summary((attempt.died ?? died).stderr) }
  }

  async function compare(comparisons: readonly Comparison[]): Promise<{ counts: CountResult[]; died?: GitExit }> {
    const running = await ready(comparisons.length)
    const reader = createNumstatReader(options)
    running.stdin.write(comparisons.map(lineOf).join('') + endMarker)
    const { patience, folder } = repository
    const read = readToMarker(running, reader)
    if (await patiently(read, [running], patience.readingMs, folder)) return { counts: inOrder(comparisons, reader) }
    const exit = await running.ended
    await replace()
    repository.signal.throwIfAborted()
    if (exit.signal || !absentObject.test(exit.stderr))
      throw unreadable(`compare commits of ${repository.folder}`, exit)
    const begun = comparisons.findIndex(({ sha }) => sha === reader.commits.at(-1)) + 1
    return { counts: inOrder(comparisons.slice(0, begun), reader), died: exit }
  }

  async function ready(commits: number): Promise<GitProcess> {
    if (counted > commitsPerProcess) await replace()
    repository.signal.throwIfAborted()
    if (isStopped) throw new Error('The walk was abandoned.')
    counted += commits
    git ??= startGit(readingObjects(repository, ...comparing, ...plain))
    return git
  }

  async function replace(): Promise<void> {
    const ending = git
    git = undefined
    counted = 0
    await ending?.stop()
  }

  async function stop(): Promise<void> {
    isStopped = true
    await replace()
  }

  return { count, stop }
}

/** A commit whose object is damaged is left out, without an end of git. */
function inOrder(comparisons: readonly Comparison[], { commits, counts }: NumstatReader): CountResult[] {
  const isWhole = commits.length === comparisons.length && comparisons.every(({ sha }, index) => sha === commits[index])
  if (isWhole) return [...counts]
  const countsOf = new Map(commits.map((sha, index) => [sha, counts[index]]))
  return comparisons.map(({ sha }) => countsOf.get(sha) ?? { missing: `git compared all but ${sha}` })
}

function lineOf({ sha, firstParent }: Comparison): string {
  return firstParent ? `${sha} ${firstParent}\n` : `${sha}\n`
}

/** Resolves to false if git ended before it had echoed the marker. */
function readToMarker(git: GitProcess, reader: { push(chunk: Buffer): boolean }): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (isAtMarker: boolean) => {
      git.stdout.off('data', read)
      git.stdout.pause()
      resolve(isAtMarker)
    }
    const read = (chunk: Buffer) => {
      if (reader.push(chunk)) finish(true)
    }
    git.stdout.on('data', read)
    git.stdout.resume()
    void git.ended.then(() => finish(false))
  })
}
