import { wholeNumber } from '@data-import/fake-server'
import type { FakeBuild, FakeCheckout, FakeStage, FakeTests } from './build.js'
import type { ContainerKind, FakeContainer, FakeJob, JobKind } from './item.js'
import { buildAt, containerAt, itemAt, jobAt, jobsBelow, type World } from './world.js'

/** What a new job is like. */
export interface JobOptions {
  /** Default `pipeline`. */
  readonly kind?: JobKind
  /** Address of its repository. Default: none. */
  readonly scmUrl?: string | null
  /** Page of its branch, as branch sources tell it. Default: none. */
  readonly objectUrl?: string | null
}

/** What a new build is like; what is left out is made up. */
export interface BuildOptions {
  readonly timestamp?: Date
  readonly causes?: FakeBuild['causes']
  readonly checkouts?: readonly FakeCheckout[]
  readonly queuedMs?: number | null
  /** Names of its stages, of which the first runs. Default: none. */
  readonly stages?: readonly string[]
}

/** How a build ends. */
export interface EndOptions {
  /** Default SUCCESS; null: nobody knows. */
  readonly result?: string | null
  readonly durationMs?: number
  readonly tests?: FakeTests | null
}

export function addContainer(
  world: World,
  fullName: string,
  kind: ContainerKind,
  objectUrl: string | null = null,
): void {
  const [parent, name] = placeOf(world, fullName)
  parent.children.set(name, { kind, name, children: new Map(), objectUrl, isForbidden: false })
}

export function addJob(world: World, fullName: string, options: JobOptions = {}): void {
  const [parent, name] = placeOf(world, fullName)
  const { kind = 'pipeline', scmUrl = null, objectUrl = null } = options
  parent.children.set(name, { kind, name, builds: [], nextNumber: 1, scmUrl, objectUrl, isForbidden: false })
}

export function removeItem(world: World, fullName: string): void {
  const item = itemAt(world, fullName)
  if (!item) throw new Error(`There is no ${fullName}`)
  const jobs = 'children' in item ? jobsBelow(item, `${fullName}/`) : [[fullName, item] as const]
  for (const [job, { builds }] of jobs) for (const build of builds) world.discarded.push({ job, build })
  const [parent, name] = placeOf(world, fullName)
  parent.children.delete(name)
}

export function renameItem(world: World, fullName: string, newName: string): void {
  const [parent, name] = placeOf(world, fullName)
  const item = parent.children.get(name)
  if (!item) throw new Error(`There is no ${fullName}`)
  parent.children.delete(name)
  item.name = newName
  parent.children.set(newName, item)
}

/** Deletes a job and makes it again: its numbers start at 1. */
export function recreateJob(world: World, fullName: string): void {
  const { kind, scmUrl, objectUrl } = jobAt(world, fullName)
  removeItem(world, fullName)
  addJob(world, fullName, { kind, scmUrl, objectUrl })
}

export function startBuild(world: World, fullName: string, options: BuildOptions = {}): FakeBuild {
  const job = jobAt(world, fullName)
  const timestamp = options.timestamp?.getTime() ?? nextInstant(world)
  const build: FakeBuild = {
    number: job.nextNumber,
    timestamp,
    duration: 0,
    building: true,
    result: null,
    causes: [...(options.causes ?? [{ kind: 'scm' }])],
    checkouts: [...(options.checkouts ?? defaultCheckouts(world, job))],
    stages: (options.stages ?? []).map((name, index) => stage(name, index, timestamp)),
    tests: null,
    queuedMs: options.queuedMs ?? null,
  }
  job.nextNumber += 1
  job.builds.push(build)
  return build
}

/** Not the same one twice: two builds of one number, of a job and of the one in its place, are never of one millisecond. */
function nextInstant(world: World): number {
  world.lastInstant = Math.max(world.now().getTime(), world.lastInstant + 1)
  return world.lastInstant
}

function defaultCheckouts({ random }: World, job: FakeJob): FakeCheckout[] {
  if (job.scmUrl === null) return []
  const sha = madeUpSha(random)
  return [{ remoteUrl: job.scmUrl, sha, branch: 'refs/remotes/origin/main', changes: [sha] }]
}

/** A hash like those of git. */
export function madeUpSha(random: () => number): string {
  return Array.from({ length: 40 }, () => wholeNumber(random, 0, 15).toString(16)).join('')
}

function stage(name: string, index: number, timestamp: number): FakeStage {
  const isFirst = index === 0
  return {
    // Numbers of the pipeline's nodes: unique in one build only.
    id: String(6 + index * 10),
    name,
    status: isFirst ? 'IN_PROGRESS' : 'NOT_EXECUTED',
    startTimeMillis: isFirst ? timestamp + 1_000 : 0,
    durationMillis: 0,
  }
}

export function finishBuild(world: World, fullName: string, number: number, options: EndOptions = {}): FakeBuild {
  const build = buildAt(world, fullName, number)
  const { result = 'SUCCESS', tests = null } = options
  build.duration = options.durationMs ?? Math.max(world.now().getTime() - build.timestamp, 1)
  build.building = false
  build.result = result
  build.tests = tests
  const share = Math.floor(build.duration / Math.max(build.stages.length, 1))
  for (const [index, one] of build.stages.entries()) {
    const isLast = index === build.stages.length - 1
    one.status = isLast && result === 'FAILURE' ? 'FAILED' : isLast && result === 'ABORTED' ? 'ABORTED' : 'SUCCESS'
    one.startTimeMillis = build.timestamp + index * share
    one.durationMillis = share
  }
  return build
}

/** Removes a build, as the log rotation does. */
export function discardBuild(world: World, fullName: string, number: number): void {
  const { builds } = jobAt(world, fullName)
  const index = builds.findIndex((build) => build.number === number)
  const [build] = index < 0 ? [] : builds.splice(index, 1)
  if (build) world.discarded.push({ job: fullName, build })
}

function placeOf(world: World, fullName: string): [FakeContainer, string] {
  const at = fullName.lastIndexOf('/')
  return [containerAt(world, at < 0 ? '' : fullName.slice(0, at)), fullName.slice(at + 1)]
}
