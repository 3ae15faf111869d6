import type { CommitPlan } from './commit-plan.js'
import type { CommitRecord, LineCounts } from './commit-record.js'
import { readCommits } from './read-commits.js'
import { runGit } from './run-git.js'
import { walkHistory } from './walk-history.js'
import { writeCommits } from './write-commits.js'

const cachedHistories = 4

/** A git repository with what was read of it: each commit is read, and its lines counted, once. */
export interface GitStore {
  readonly directory: string
  /** Head by branch. */
  readonly heads: Map<string, string>
  /** Commits that GitHub would have collected as garbage. */
  readonly gone: Set<string>
  /** The commit that a sha, full or shortened, names. */
  commit(sha: string): Promise<CommitRecord | undefined>
  /** The same, also of what is gone: pull requests remember commits that no branch has. */
  rememberedCommit(sha: string): Promise<CommitRecord | undefined>
  /** Everything reachable, in the order of `git log`. */
  history(sha: string): Promise<readonly CommitRecord[]>
  lineCounts(sha: string): Promise<LineCounts>
  /** Makes commits, moves branches, and resolves to the shas. */
  write(plans: Iterable<CommitPlan>, wanted?: 'all' | 'last'): Promise<string[]>
  git(args: readonly string[]): Promise<string>
}

/** Opens the repository of a folder. */
export function createGitStore(directory: string, heads: Map<string, string>): GitStore {
  const commits = new Map<string, CommitRecord>()
  const counts = new Map<string, LineCounts>()
  const histories = new Map<string, Promise<readonly CommitRecord[]>>()
  const gone = new Set<string>()
  const written = new Set<string>()
  const read = createFrontier((shas, known) => readCommits(directory, shas, known, { commits, counts }))
  const git = (args: readonly string[]) => runGit(directory, args)

  async function rememberedCommit(sha: string): Promise<CommitRecord | undefined> {
    const full = commits.has(sha) || written.has(sha) ? sha : await resolveCommit(git, sha)
    if (full === undefined) return undefined
    if (!commits.has(full)) await read(full)
    return commits.get(full)
  }

  async function commit(sha: string): Promise<CommitRecord | undefined> {
    const found = await rememberedCommit(sha)
    return found && !gone.has(found.sha) ? found : undefined
  }

  function history(sha: string): Promise<readonly CommitRecord[]> {
    const cached = histories.get(sha)
    if (cached) return cached
    const walked = commit(sha).then((head) => (head ? walkHistory(commits, head.sha) : []))
    histories.set(sha, walked)
    for (const oldest of histories.keys()) {
      if (histories.size <= cachedHistories) break
      histories.delete(oldest)
    }
    return walked
  }

  async function lineCounts(sha: string): Promise<LineCounts> {
    if (!counts.has(sha)) await read(sha)
    const counted = counts.get(sha)
    if (!counted) throw new Error(`no lines were counted of ${sha}`)
    return counted
  }

  async function write(plans: Iterable<CommitPlan>, wanted: 'all' | 'last' = 'all'): Promise<string[]> {
    const branches = new Map<string, number>()
    let index = 0
    const noted = (function* () {
      for (const plan of plans) {
        if (plan.ref.startsWith('refs/heads/')) branches.set(plan.ref.slice(11), index)
        index += 1
        yield plan
      }
    })()
    const shas = await writeCommits(directory, noted, wanted)
    const shaOf = (position: number) => (wanted === 'last' ? shas[0] : shas[position])
    for (const [branch, position] of branches) heads.set(branch, shaOf(position) ?? '')
    for (const sha of shas) written.add(sha)
    for (const branch of gone.size > 0 ? branches.keys() : []) await bringBack(heads.get(branch) ?? '')
    return shas
  }

  /** What a branch has is no garbage, as after a merge of a pull request from a head that was pushed over. */
  async function bringBack(head: string): Promise<void> {
    for (const { sha } of await history(head)) gone.delete(sha)
  }

  return { directory, heads, gone, commit, rememberedCommit, history, lineCounts, write, git }
}

async function resolveCommit(git: GitStore['git'], sha: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{7,40}$/.test(sha)) return undefined
  try {
    return (await git(['rev-parse', '--quiet', '--verify', `${sha}^{commit}`])).trim()
  } catch {
    return undefined
  }
}

/** Reads what is new behind commits, never the same one twice: one reading at a time, of all that were asked for meanwhile. */
function createFrontier(readNew: (shas: readonly string[], known: readonly string[]) => Promise<void>) {
  const known = new Set<string>()
  const wanted = new Set<string>()
  let last: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  return (sha: string): Promise<void> => {
    if (known.has(sha)) return Promise.resolve()
    wanted.add(sha)
    next ??= last.then(async () => {
      const shas = [...wanted]
      wanted.clear()
      next = undefined
      await readNew(shas, [...known])
      for (const one of shas) known.add(one)
    })
    last = next.catch(() => undefined)
    return next
  }
}
