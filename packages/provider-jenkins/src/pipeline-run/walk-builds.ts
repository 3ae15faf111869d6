import { changesOf, TransientError, type WalkEnd } from '@data-import/core/provider'
import type { HttpSource } from '@data-import/http'
import { pipelineRunTable } from '@data-import/model'
import { noBuilds } from '../listing/item.js'
import { objectOf } from '../record/values.js'
import { type Build, buildTree, readBuild, runExternalId } from './build.js'
import { type BuildPage, type BuildPosition, buildPages } from './build-pages.js'
import { firstRange } from './build-range.js'
import { findParents } from './parent-runs.js'
import { createRunSaver, type RunSaver, type RunWalk } from './run-saver.js'
import { type RunState, readMark, withEntries } from './run-state.js'

/** Which builds of a job are read, besides those that are new. */
export interface BuildWindow {
  /** Inclusive; null: all. */
  since: Date | null
  /** Exclusive; null: no end. */
  until: Date | null
}

/** Reads the builds of a job that are new, and those that had not ended. */
export async function walkBuilds(source: HttpSource, walk: RunWalk, window: BuildWindow): Promise<WalkEnd> {
  const saver = createRunSaver(walk)
  const read = hasNothingNew(walk)
    ? { head: walk.job.mark, pages: startOfPages }
    : await readNew(source, walk, saver, window)
  const head = read.head ?? noBuilds
  const gone = await readAgain(source, walk, saver, { pages: read.pages, head })
  const found = await findParents(walk.context, saver.orphans)
  const adopted = [...found].map(([{ mark }, parentRunId]) => {
    return { externalId: runExternalId(walk.job.fullName, mark), parentRunId }
  })
  const rows = [saver.gone(gone), changesOf(pipelineRunTable, adopted)]
  const left = saver.orphans.filter((orphan) => !found.has(orphan))
  walk.leave(left)
  // What was looked for so often is not available: it was discarded before the first import.
  const orphans = left
    .map((orphan) => ({ ...orphan, tries: orphan.tries + 1 }))
    .filter(({ tries }) => tries < mostTries)
  const showsTests = walk.state?.showsTests === true || saver.changed.some((build) => build.hasTests)
  const entries = withEntries(walk.state, saver.changed)
  const state: RunState = { mark: head, open: saver.open(), orphans, showsTests, ...entries }
  return { rows, state, ...noteOf(walk, saver) }
}

const mostTries = 5

const startOfPages: BuildPosition = { index: 0, last: null }

/** Whether the list of jobs says already that no build is new. */
function hasNothingNew({ job, state, position, context }: RunWalk): boolean {
  if (context.isBackfill || position !== null) return job.mark === noBuilds && position === null
  return job.mark === noBuilds || (state !== null && job.mark === state.mark)
}

async function readNew(source: HttpSource, walk: RunWalk, saver: RunSaver, window: BuildWindow) {
  const { job, state, position } = walk
  const first = position ? undefined : firstRange(job, state)
  const isOnlyNew = !walk.context.isBackfill && state !== null
  const wasOpen = new Set(state?.open.map(({ id }) => id))
  const options = {
    path: job.path,
    from: position?.pages ?? null,
    tree: buildTree,
    ...(first !== undefined && { first }),
  }
  let head = position?.head ?? null
  let pages = startOfPages
  for await (const page of buildPages(source, options)) {
    head ??= page.builds[0]?.mark ?? noBuilds
    pages = page.position
    const wanted = page.builds.filter(
      (build) => isIn(window, build) && !(isOnlyNew && isKnown(state, build) && !wasOpen.has(build.mark)),
    )
    await saver.save(wanted, { pages, head })
    if (isEnough(page, isOnlyNew ? state : null, window)) break
  }
  return { head, pages }
}

function isIn({ since, until }: BuildWindow, { timestamp }: Build): boolean {
  if (timestamp === null) return true
  return (since === null || timestamp >= since) && (until === null || timestamp < until)
}

/** A build of a job that was recreated has a lower number and is younger. */
function isKnown({ mark }: RunState, { number, timestamp }: Build): boolean {
  const known = readMark(mark)
  return number <= known.number && (timestamp?.getTime() ?? 0) <= known.time
}

function isEnough({ builds, position }: BuildPage, state: RunState | null, { since }: BuildWindow): boolean {
  // A list in another order than it should be is read to its end.
  if (position.isUnordered) return false
  if (state !== null) return builds.some((build) => isKnown(state, build))
  const oldest = builds.at(-1)?.timestamp
  return since !== null && oldest instanceof Date && oldest < since
}

/** Builds that had not ended and that no page has shown. Returns those that are gone. */
async function readAgain(
  source: HttpSource,
  { job, context, state }: RunWalk,
  saver: RunSaver,
  where: { pages: BuildPosition; head: string | null },
): Promise<string[]> {
  if (context.isBackfill || !state) return []
  const gone: string[] = []
  for (const { id: mark } of saver.unmet()) {
    const { number } = readMark(mark)
    const ask = async () =>
      await source.get<unknown>(`${job.path}/${number}/api/json`, {
        ...{ query: { tree: buildTree }, absentOn: [404], isOfPart: true },
      })
    // A single 404 proves too little.
    const answer = (await ask()) ?? (await ask())
    const fields = objectOf(answer?.body)
    if (answer && fields?.number === undefined)
      throw new TransientError(`Jenkins answered without a build (${job.fullName}).`)
    const build = fields ? readBuild(fields) : null
    // Its number may be that of another one by now, of a job that was recreated.
    if (build?.mark === mark) await saver.save([build], where)
    else gone.push(mark)
  }
  return gone
}

function noteOf({ context }: RunWalk, saver: RunSaver): { note?: string } {
  const dropped = saver.dropped(context.endDate)
  return dropped === 0 ? {} : { note: `${dropped} builds that still run are not read again: there are too many` }
}
