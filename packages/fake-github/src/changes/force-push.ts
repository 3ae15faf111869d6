import { headOf, type RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { notePush, plannedCommits } from './push.js'

/** How the default branch is rewritten. */
export interface ForcePushOptions {
  /** How many of the newest commits go. Default 1. */
  readonly drop?: number
  /** How many come instead. Default 1. */
  readonly commits?: number
  /** The dropped commits answer 404, as after GitHub's garbage collection. Default false. */
  readonly isOldHeadGone?: boolean
}

/** Rewrites the newest commits of the default branch; resolves to its new head. */
export async function forcePush(
  world: World,
  repository: RepositoryState,
  options: ForcePushOptions = {},
): Promise<string> {
  const head = headOf(repository)
  if (head === null) throw new Error(`${repository.name} is empty: push before a force push`)
  const { base, dropped } = await dropNewest(repository, head, options.drop ?? 1)
  const ref = `refs/heads/${repository.defaultBranch}`
  const plans = plannedCommits(world, { ref, parent: base, commits: Math.max(1, options.commits ?? 1) })
  const shas = await repository.git.write(plans)
  if (options.isOldHeadGone) {
    const kept = new Set((await repository.git.history(shas.at(-1) ?? head)).map((commit) => commit.sha))
    for (const sha of dropped) if (!kept.has(sha)) repository.git.gone.add(sha)
  }
  notePush(world, repository)
  return shas.at(-1) ?? head
}

/** Along first parents; what only dropped merges reach is dropped with them. */
async function dropNewest(repository: RepositoryState, head: string, drop: number) {
  let base: string | null = head
  for (let count = 0; count < drop && base !== null; count += 1) {
    base = (await repository.git.commit(base))?.parents[0] ?? null
  }
  const history = await repository.git.history(head)
  const kept = new Set(base === null ? [] : (await repository.git.history(base)).map((commit) => commit.sha))
  return { base, dropped: history.map((commit) => commit.sha).filter((sha) => !kept.has(sha)) }
}
