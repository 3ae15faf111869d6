import { wholeNumber } from '@data-import/fake-server'
import type { FakePerson } from '../git/commit.js'
import type { CommitPlan } from '../git/commit-graph.js'
import type { FakeProject } from '../state/project.js'
import type { World } from '../state/world.js'
import { somePerson, someTitle } from './made-up.js'
import { touchActivity } from './touch.js'

/** Commits that are pushed. */
export interface PushOptions {
  /** Default 1. */
  readonly commits?: number
  readonly message?: string
  readonly author?: FakePerson
  /** Of the last one; those before are a minute apart. Default: now. */
  readonly committedAt?: Date
  /** Default: the default branch. */
  readonly branch?: string
}

const minuteMs = 60_000

/** Pushes commits; returns the new head. */
export function push(world: World, project: FakeProject, options: PushOptions = {}): string {
  const { branch = project.defaultBranch } = options
  const { graph } = project
  const head = addCommits(world, project, graph.branches.get(branch), options)
  graph.branches.set(branch, head)
  touchActivity(world, project)
  return head
}

/** Adds commits on top of another one, without moving a branch. */
export function addCommits(
  world: World,
  { graph }: FakeProject,
  parent: string | undefined,
  options: PushOptions,
): string {
  const { commits = 1, committedAt = world.now(), message } = options
  let head = parent
  for (let index = commits - 1; index >= 0; index--) {
    const date = wholeSecond(new Date(committedAt.getTime() - index * minuteMs))
    const author = options.author ? { ...options.author, date } : somePerson(world, date)
    const text = message === undefined ? someTitle(world) : commits === 1 ? message : `${message} ${index}`
    head = graph.add(plan(world, head === undefined ? [] : [head], text, author)).sha
  }
  if (head === undefined) throw new Error('no commit was made')
  return head
}

function plan(world: World, parents: readonly string[], message: string, author: FakePerson): CommitPlan {
  const lines = () => wholeNumber(world.random, 0, 40)
  return { parents, message: `${message}\n`, author, committer: author, additions: lines(), deletions: lines() }
}

/** git tells seconds. */
function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1_000) * 1_000)
}

/** Moves the default branch back by some commits and pushes others in their place. */
export function forcePush(
  world: World,
  project: FakeProject,
  options: { readonly drop: number; readonly add?: number; readonly collects?: boolean },
): string {
  const { graph, defaultBranch } = project
  const before = graph.branches.get(defaultBranch)
  if (before === undefined) throw new Error('the project is empty')
  let base: string | undefined = before
  for (let count = 0; count < options.drop; count++) base = base && graph.get(base)?.parents[0]
  if (base === undefined) throw new Error('there are not so many commits')
  graph.branches.set(defaultBranch, base)
  const head = options.add ? push(world, project, { commits: options.add }) : base
  if (options.collects) graph.collect([...project.mergeRequests.values()].map(({ sha }) => sha))
  touchActivity(world, project)
  return head
}

/** Merges a branch whose commits are old, so that they come into the history behind newer ones. */
export function lateMerge(
  world: World,
  project: FakeProject,
  options: { readonly commits: number; readonly committedAt: Date },
): string {
  const { graph, defaultBranch } = project
  const head = graph.branches.get(defaultBranch)
  if (head === undefined) throw new Error('the project is empty')
  const root = graph.history(head).at(-1)?.sha
  const side = addCommits(world, project, root, options)
  return mergeInto(world, project, [head, side], 'Merge a branch of long ago')
}

/** Makes a merge commit the default branch's head. */
export function mergeInto(world: World, project: FakeProject, parents: readonly string[], message: string): string {
  const author = somePerson(world, wholeSecond(world.now()))
  const { sha } = project.graph.add(plan(world, parents, message, author))
  project.graph.branches.set(project.defaultBranch, sha)
  touchActivity(world, project)
  return sha
}
