import type { CommitPlan } from '../git/commit-plan.js'
import { headOf, type RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { somePerson } from './made-up-people.js'
import { notePush, plannedCommits } from './push.js'

/** A side branch, committed long ago, that reaches the default branch now. */
export interface LateMergeOptions {
  readonly commits: number
  /** Committer date of the side branch's commits. */
  readonly committedAt: Date
  /** False moves the branch forward without a merge commit. Default true. */
  readonly mergeCommit?: boolean
}

/** Brings commits of long ago into the default branch now; resolves to its new head. */
export async function lateMerge(world: World, repository: RepositoryState, options: LateMergeOptions): Promise<string> {
  const head = headOf(repository)
  if (head === null) throw new Error(`${repository.name} is empty: push before a late merge`)
  const ref = `refs/heads/${repository.defaultBranch}`
  const isMerge = options.mergeCommit ?? true
  const base = isMerge ? await newestBefore(repository, head, options.committedAt) : head
  const side = plannedCommits(world, { ...options, ref, parent: base, folder: 'late' })
  const plans: CommitPlan[] = [...side]
  if (isMerge) plans.push(merge(world, ref, head, side))
  const shas = await repository.git.write(plans)
  notePush(world, repository)
  return shas.at(-1) ?? head
}

function merge(world: World, ref: string, head: string, side: readonly CommitPlan[]): CommitPlan {
  const person = { ...somePerson(world), date: world.now() }
  return {
    ref,
    parents: [head, side.length - 1],
    author: person,
    committer: person,
    message: 'Merge a branch of long ago\n',
    files: [...new Map(side.flatMap((plan) => plan.files))],
  }
}

/** The side branch leaves where the default branch was at that time, or at its first commit. */
async function newestBefore(repository: RepositoryState, head: string, date: Date): Promise<string> {
  const history = await repository.git.history(head)
  const found = history.find((commit) => commit.committer.seconds * 1000 <= date.getTime()) ?? history.at(-1)
  return found?.sha ?? head
}
