import type {
  ExecutionContext,
  Json,
  PartitionContext,
  PartitionRecord,
  RowWrite,
  WalkEnd,
} from '@data-import/core/provider'
import { unavailableReasonOf } from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { type Jenkins, openJenkins } from '../client/open-jenkins.js'
import type { Listing } from '../listing/list-jobs.js'
import { listingOf } from '../listing/listing-of.js'
import { partitionsOf, type WalkedJob, walkedJobs } from '../listing/walked-jobs.js'
import { readRunState } from '../pipeline-run/run-state.js'
import { type ChangedRun, runsInJournal, storedRuns } from './changed-runs.js'

/** The builds of one job. */
export interface JobReading {
  jenkins: Jenkins
  job: WalkedJob
  listing: Listing
  runs: readonly ChangedRun[]
}

/** How something of each build is read. */
export interface RunReader {
  resource: string
  /** Why a kind of job has nothing of it; undefined if it may have. */
  nothingIn?(job: WalkedJob): string | undefined
  /** Made for the builds of one job; gives the rows of one build. */
  open(reading: JobReading): Promise<(run: ChangedRun) => Promise<RowWrite[]>>
}

/** Where a reading stands. */
type Position = {
  /** Walk of `pipeline-run` up to which it reads. */
  walk: number
  /** External id of the last build that was read. */
  after: string
  /** Whether it reads the builds of the journal, and not all that are stored. */
  isJournal: boolean
}

const runsPerCheckpoint = 20

/** Reads something of each build that the `pipeline-run` script has found new or changed since. */
export async function eachChangedRun(context: ExecutionContext, reader: RunReader): Promise<void> {
  const jenkins = openJenkins(context)
  try {
    const listing = await listingOf(context, jenkins)
    const jobs = await walkedJobs(context, listing)
    const upstream = new Map((await context.partitionsOf('pipeline-run')).map((record) => [record.key, record]))
    if ([...upstream.values()].some(({ state }) => readRunState(state)?.showsTests)) listing.showsTests = true
    const walk = async (partition: PartitionContext) => {
      const job = jobs.get(partition.key)
      return job && walkJob({ context, partition, jenkins, listing, job, reader }, upstream.get(partition.key))
    }
    await context.partitions(partitionsOf(jobs), walk, {
      unavailableReasonOf,
      isUnchanged: ({ key, state }) => isSeen(upstream.get(key), state),
    })
  } finally {
    context.log.info(`Asked Jenkins for ${reader.resource}: ${describeUsage(jenkins.source.usage)}.`)
  }
}

function isSeen(upstream: PartitionRecord | undefined, state: Json): boolean {
  const runs = readRunState(upstream?.state ?? null)
  return upstream?.isCurrent === true && runs !== null && runs.walk === seenWalk(state)
}

interface Walk extends Omit<JobReading, 'runs'> {
  context: ExecutionContext
  partition: PartitionContext
  reader: RunReader
}

async function walkJob(walk: Walk, upstream: PartitionRecord | undefined): Promise<WalkEnd> {
  const { context, partition, job, reader } = walk
  const nothing = reader.nothingIn?.(job)
  if (context.isBackfill) {
    const created = { from: context.startDate, until: context.endDate }
    if (nothing === undefined)
      await readAll(walk, await storedRuns(context, job.fullName, created), { walk: 0, isJournal: false })
    return {}
  }
  const state = readRunState(upstream?.state ?? null)
  if (!upstream?.isCurrent || !state) return partition.postpone('its builds are not complete yet')
  if (nothing !== undefined) return { state: { walk: state.walk }, note: nothing }
  const position = readPosition(partition.cursor)
  let seen = seenWalk(partition.state)
  let changed = runsInJournal(context, job.fullName, state, seen)
  if (changed === null || position?.isJournal === false) {
    // Builds that `pipeline-run` finds while this one is interrupted are in its journal.
    seen = position?.isJournal === false ? position.walk : state.walk
    await readAll(
      walk,
      await storedRuns(context, job.fullName, null),
      { walk: seen, isJournal: false },
      position?.after,
    )
    changed = runsInJournal(context, job.fullName, state, seen)
  }
  // There was more than a journal holds in between: the next pass reads all of it again.
  if (changed === null) return { state: { walk: seen ?? 0 } }
  const after = position?.isJournal && position.walk === state.walk ? position.after : undefined
  await readAll(walk, changed, { walk: state.walk, isJournal: true }, after)
  return { state: { walk: state.walk } }
}

/** A few builds at once, with a checkpoint after each few. */
async function readAll(
  { partition, ...walk }: Walk,
  runs: readonly ChangedRun[],
  where: Omit<Position, 'after'>,
  after?: string,
): Promise<void> {
  const start = runs.findIndex(({ externalId }) => externalId === after) + 1
  const left = runs.slice(start)
  if (left.length === 0) return
  const read = await walk.reader.open({ ...walk, runs: left })
  for (let from = 0; from < left.length; from += runsPerCheckpoint) {
    const some = left.slice(from, from + runsPerCheckpoint)
    const rows = (await Promise.all(some.map(read))).flat()
    const cursor: Position = { ...where, after: some.at(-1)?.externalId ?? '' }
    await partition.checkpoint({ rows, cursor, progress: { done: start + from + some.length, total: runs.length } })
  }
}

function seenWalk(state: Json): number | null {
  const given = state as { walk?: unknown } | null
  return typeof given?.walk === 'number' ? given.walk : null
}

function readPosition(cursor: Json): Position | null {
  const given = cursor as Partial<Position> | null
  return typeof given?.walk === 'number' && typeof given.after === 'string' && typeof given.isJournal === 'boolean'
    ? { walk: given.walk, after: given.after, isJournal: given.isJournal }
    : null
}
