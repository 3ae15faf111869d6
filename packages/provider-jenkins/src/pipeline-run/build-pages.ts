import { TransientError } from '@data-import/core/provider'
import { createPageSize, type HttpSource } from '@data-import/http'
import { objectOf, objectsOf } from '../record/values.js'
import { type Build, readBuild } from './build.js'

/** Where a reading of builds stands. */
export type BuildPosition = {
  /** Builds before it, counted from the newest. */
  index: number
  /** The lowest number that was read; null at the start. */
  last: number | null
  /** Once the list was seen to be in another order than the newest first. */
  isUnordered?: true
}

/** Some builds of a job. */
export interface BuildPage {
  builds: Build[]
  position: BuildPosition
  isLast: boolean
}

/** Which builds are read. */
export interface BuildPagesOptions {
  /** Of the job. */
  path: string
  from?: BuildPosition | null
  /** What is asked for of each build. */
  tree: string
  /** Builds of the first answer. Default: 100. */
  first?: number
}

/** Builds in one answer. Jenkins loads each from its disk. */
const buildsPerPage = 100

/** How far a reading goes back first; twice as far each time that it isn't enough. */
const firstStepBack = 8
const mostSteps = 8

/**
 * Reads a job's builds, newest first, by ranges of `allBuilds`: never without one, for Jenkins would load all of them. A range
 * begins with the last build of the one before: where that is missing, builds were discarded meanwhile and others moved
 * up, so the reading goes back.
 */
export async function* buildPages(source: HttpSource, options: BuildPagesOptions): AsyncGenerator<BuildPage> {
  const size = createPageSize(buildsPerPage)
  let position: BuildPosition = options.from ?? { index: 0, last: null }
  let wanted = Math.min(options.first ?? buildsPerPage, buildsPerPage)
  let steps = 0
  for (;;) {
    const from = Math.max(position.index - 1, 0)
    const count = Math.min(wanted, size.current()) + (from > 0 ? 1 : 0)
    const builds = await readRange(source, options, from, from + count).catch((error: unknown) => {
      // Long change logs: fewer builds make a smaller answer.
      if (!/larger than|holds more than/i.test(String(error)) || !size.shrink()) throw error
      return null
    })
    if (builds === null) continue
    const isUnordered = position.isUnordered === true || !isNewestFirst(builds)
    if (from > 0 && !continues(builds, position, isUnordered)) {
      if (steps === mostSteps) throw new TransientError('The builds changed while they were read, again and again.')
      const back = steps === mostSteps - 1 ? position.index : firstStepBack * 2 ** steps
      steps += 1
      position = { ...position, index: isUnordered ? 0 : Math.max(position.index - back, 0) }
      wanted = buildsPerPage
      continue
    }
    steps = 0
    const numbers = builds.map(({ number }) => number)
    const last = isUnordered ? (numbers.at(-1) ?? position.last) : lowest(numbers, from === 0 ? null : position.last)
    // A server that doesn't know ranges gives everything.
    const isLast = builds.length !== count
    position = { index: from + builds.length, last, ...(isUnordered && { isUnordered }) }
    wanted = buildsPerPage
    yield { builds, position, isLast }
    if (isLast) return
  }
}

async function readRange(
  source: HttpSource,
  { path, tree }: BuildPagesOptions,
  from: number,
  to: number,
): Promise<Build[]> {
  const query = { tree: `allBuilds[${tree}]{${from},${to}}` }
  const { body } = await source.get<unknown>(`${path}/api/json`, { query })
  const list = objectOf(body)?.allBuilds
  if (!Array.isArray(list))
    throw new TransientError(`Jenkins answered without a list of builds (GET ${path}/api/json).`)
  return objectsOf(list).map(readBuild)
}

function isNewestFirst(builds: readonly Build[]): boolean {
  return builds.every(({ number }, index) => index === 0 || number < (builds[index - 1]?.number ?? number))
}

/** Whether no build can have slipped by between this range and the one before. */
function continues([first]: readonly Build[], { last }: BuildPosition, isUnordered: boolean): boolean {
  if (last === null) return true
  if (!first) return false
  return isUnordered ? first.number === last : first.number >= last
}

function lowest(numbers: readonly number[], last: number | null): number | null {
  return numbers.reduce<number | null>((least, number) => (least === null || number < least ? number : least), last)
}
