import type { LineCounts } from './commit-record.js'
import { nulTokens } from './nul-tokens.js'
import { gitEnd, startGit } from './run-git.js'

/** Counts lines of what is reachable from `heads` and not from `known`, merges against their first parent. */
export async function readLineCounts(
  directory: string,
  heads: readonly string[],
  known: readonly string[],
  counts: Map<string, LineCounts>,
): Promise<void> {
  const child = startGit(directory, [
    'log',
    '-z',
    '--numstat',
    '--diff-merges=first-parent',
    '--format=tformat:%H',
    '--stdin',
  ])
  const end = gitEnd(child, 'log')
  child.stdin?.end([...heads, ...known.map((sha) => `^${sha}`)].join('\n'))
  const reader = createNumstatReader(counts)
  if (child.stdout) for await (const tokens of nulTokens(child.stdout)) for (const token of tokens) reader(token)
  await end
}

/** Tokens are a sha, then per file `added TAB removed TAB path`; a renamed file's paths are two tokens of their own. */
function createNumstatReader(counts: Map<string, LineCounts>): (token: string) => void {
  let current = { additions: 0, deletions: 0, changedFiles: 0 }
  let pathsToSkip = 0
  return (token) => {
    if (pathsToSkip > 0) {
      pathsToSkip -= 1
      return
    }
    const [added, removed, path] = token.split('\t')
    if (removed === undefined) {
      current = { additions: 0, deletions: 0, changedFiles: 0 }
      counts.set(token, current)
      return
    }
    current.additions += Number(added) || 0 // binary files have "-"
    current.deletions += Number(removed) || 0
    current.changedFiles += 1
    if (path === '') pathsToSkip = 2
  }
}
