import { createHash } from 'node:crypto'
import type { FakeCommit, FakePerson } from './commit.js'

/** What a commit is made of. */
export interface CommitPlan {
  readonly parents: readonly string[]
  readonly message: string
  readonly author: FakePerson
  readonly committer: FakePerson
  readonly additions: number
  readonly deletions: number
}

/** Commits and branches of one project. What a commit reaches is worked out from its parents alone, as git does. */
export interface CommitGraph {
  readonly branches: Map<string, string>
  add(plan: CommitPlan): FakeCommit
  get(sha: string): FakeCommit | undefined
  /** What a commit reaches, newest first, a parent never before its child. */
  history(sha: string): readonly FakeCommit[]
  /** What `head` reaches and `base` doesn't, newest first. */
  range(base: string, head: string): readonly FakeCommit[]
  /** Branch, sha, or the beginning of one; undefined where nothing bears that name. */
  resolve(name: string): string | undefined
  /** Drops what no branch reaches, as housekeeping does. */
  collect(kept: Iterable<string>): void
}

const cachedHistories = 8

/** No commits and no branches. */
export function createCommitGraph(salt: string): CommitGraph {
  const commits = new Map<string, FakeCommit>()
  const branches = new Map<string, string>()
  const histories = new Map<string, readonly FakeCommit[]>()

  function reachable(sha: string, stop: ReadonlySet<string> = new Set()): Set<string> {
    const reached = new Set<string>()
    const waiting = [sha]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next) || stop.has(next)) continue
      const commit = commits.get(next)
      if (!commit) continue
      reached.add(next)
      waiting.push(...commit.parents)
    }
    return reached
  }

  /** By date, and a parent only after all of its children: `git log --date-order`. */
  function ordered(shas: ReadonlySet<string>): FakeCommit[] {
    const children = new Map<string, number>()
    const present = [...shas].flatMap((sha) => commits.get(sha) ?? [])
    for (const { parents } of present)
      for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1)
    const ready = present.filter(({ sha }) => !children.get(sha)).sort(byDate)
    const result: FakeCommit[] = []
    for (let commit = ready.pop(); commit; commit = ready.pop()) {
      result.push(commit)
      for (const parent of commit.parents) {
        const left = (children.get(parent) ?? 0) - 1
        children.set(parent, left)
        const found = commits.get(parent)
        if (left === 0 && found && shas.has(parent)) insert(ready, found)
      }
    }
    return result
  }

  return {
    branches,
    add(plan) {
      const text = JSON.stringify([salt, plan, commits.size])
      const commit = { sha: createHash('sha1').update(text).digest('hex'), ...plan }
      commits.set(commit.sha, commit)
      return commit
    },
    get: (sha) => commits.get(sha),
    history(sha) {
      const cached = histories.get(sha)
      if (cached) return cached
      const history = ordered(reachable(sha))
      histories.set(sha, history)
      for (const oldest of histories.keys()) {
        if (histories.size <= cachedHistories) break
        histories.delete(oldest)
      }
      return history
    },
    range: (base, head) => ordered(reachable(head, reachable(base))),
    resolve(name) {
      const branch = branches.get(name) ?? branches.get(name.replace(/^refs\/heads\//, ''))
      if (branch !== undefined) return branch
      if (commits.has(name)) return name
      if (!/^[0-9a-f]{7,39}$/.test(name)) return undefined
      return [...commits.keys()].find((sha) => sha.startsWith(name))
    },
    collect(kept) {
      const alive = new Set<string>()
      for (const sha of [...branches.values(), ...kept]) for (const one of reachable(sha)) alive.add(one)
      for (const sha of commits.keys()) if (!alive.has(sha)) commits.delete(sha)
      histories.clear()
    },
  }
}

/** The newest one last, to be taken from the end. */
function byDate(a: FakeCommit, b: FakeCommit): number {
  return a.committer.date.getTime() - b.committer.date.getTime() || (a.sha < b.sha ? -1 : 1)
}

function insert(ready: FakeCommit[], commit: FakeCommit): void {
  let low = 0
  let high = ready.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (byDate(ready[middle] as FakeCommit, commit) < 0) low = middle + 1
    else high = middle
  }
  ready.splice(low, 0, commit)
}
