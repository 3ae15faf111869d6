import type { CommitPerson, CommitRecord, LineCounts } from './commit-record.js'
import { nulTokens } from './nul-tokens.js'
import { gitEnd, startGit } from './run-git.js'

const fields = ['%H', '%T', '%P', '%an', '%ae', '%ad', '%cn', '%ce', '%cd', '%B']
/** Begins a commit: no row of `--numstat` does, and paths of renamed files are skipped by their number. */
const commitSign = '\x01'

/** Where commits and their lines are put, by sha. */
export interface ReadCommits {
  readonly commits: Map<string, CommitRecord>
  readonly counts: Map<string, LineCounts>
}

/**
 * Reads what is reachable from `heads` and not from `known`, with its lines, in one process: to start one takes longer
 * than to read a small repository. Merges are counted against their first parent.
 */
export async function readCommits(
  directory: string,
  heads: readonly string[],
  known: readonly string[],
  into: ReadCommits,
): Promise<void> {
  const child = startGit(directory, [
    'log',
    '-z',
    '--numstat',
    '--diff-merges=first-parent',
    '--date=raw',
    '--encoding=UTF-8',
    `--format=tformat:%x01${fields.join('%n')}`,
    '--stdin',
  ])
  const end = gitEnd(child, 'log')
  child.stdin?.end([...heads, ...known.map((sha) => `^${sha}`)].join('\n'))
  const read = createReader(into)
  if (child.stdout) for await (const tokens of nulTokens(child.stdout)) for (const token of tokens) read(token)
  await end
}

/** A commit, then a row `added TAB removed TAB path` per file; a renamed file's paths are two tokens of their own. */
function createReader({ commits, counts }: ReadCommits): (token: string) => void {
  let current = { additions: 0, deletions: 0, changedFiles: 0 }
  let pathsToSkip = 0
  return (token) => {
    if (pathsToSkip > 0) {
      pathsToSkip -= 1
      return
    }
    if (token.startsWith(commitSign)) {
      const commit = parseCommit(token.slice(1))
      current = { additions: 0, deletions: 0, changedFiles: 0 }
      commits.set(commit.sha, commit)
      counts.set(commit.sha, current)
      return
    }
    const [added, removed, path] = token.split('\t')
    if (removed === undefined) return
    current.additions += Number(added) || 0 // binary files have "-"
    current.deletions += Number(removed) || 0
    current.changedFiles += 1
    if (path === '') pathsToSkip = 2
  }
}

function parseCommit(text: string): CommitRecord {
  const lines = text.split('\n')
  const line = (index: number) => lines[index] ?? ''
  return {
    sha: line(0),
    tree: line(1),
    parents: line(2) === '' ? [] : line(2).split(' '),
    author: person(line(3), line(4), line(5)),
    committer: person(line(6), line(7), line(8)),
    // git ends a message with a line break, which GitHub doesn't show.
    message: lines.slice(9).join('\n').replace(/\n+$/, ''),
  }
}

function person(name: string, email: string, date: string): CommitPerson {
  const [seconds, offset] = date.split(' ')
  return { name, email, seconds: Number(seconds), offset: offset ?? '+0000' }
}
