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

/** Walk of `pipeline-run` up to which it is read, and, in a reading of all builds, after which one it goes on. */
type Position = { walk: number; after: string | null }

const runsPerCheckpoint = 20

/** Reads something of each build that the `pipeline-run` script has found new or changed since. */
export async function eachChangedRun(context: ExecutionContext, reader: RunReader): Promise<void> {
  const jenkins = openJenkins(context)
  try {
    const listing = await listingOf(context, jenkins)
    const jobs = await walkedJobs(context, listing)
    const upstream = new Map((await context.partitionsOf('pipeline-run')).map((record) => [record.key, record]))
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
  const { startDate: from, endDate: until } = context
  if (context.isBackfill) {
    if (reader.nothingIn?.(job) === undefined) {
      await readAll(walk, await storedRuns(context, job.fullName, { from, until }), 0, null)
    }
    return {}
  }
  const state = readRunState(upstream?.state ?? null)
  if (!upstream?.isCurrent || !state) return partition.postpone('its builds are not complete yet')
  const nothing = reader.nothingIn?.(job)
  if (nothing !== undefined) return { state: { walk: state.walk }, note: nothing }
  const position = readPosition(partition.cursor)
  let seen = seenWalk(partition.state)
  if (position?.after != null || runsInJournal(context, job.fullName, state, seen) === null) {
    // Also builds that are found in walks while this one is interrupted: the journal has them.
    const upTo = position?.after == null ? state.walk : position.walk
    await readAll(walk, await storedRuns(context, job.fullName, null), upTo, position?.after ?? null)
    seen = upTo
  }
  await readAll(walk, runsInJournal(context, job.fullName, state, seen) ?? [], state.walk, null)
  return { state: { walk: runsInJournal(context, job.fullName, state, seen) === null ? (seen ?? 0) : state.walk } }
}

/** A few builds at once, with a checkpoint after each few. */
async function readAll({ partition, ...walk }: Walk, runs: readonly ChangedRun[], upTo: number, after: string | null) {
  const start = after === null ? 0 : runs.findIndex(({ externalId }) => externalId === after) + 1
  const left = runs.slice(start)
  if (left.length === 0) return
  const read = await walk.reader.open({ ...walk, runs: left })
  for (let from = 0; from < left.length; from += runsPerCheckpoint) {
    const some = left.slice(from, from + runsPerCheckpoint)
    const rows = (await Promise.all(some.map(read))).flat()
    // The journal is read anew after an interruption: it is short.
    const isJournal = some[0]?.hasTests !== null
    const cursor: Position | null = isJournal ? null : { walk: upTo, after: some.at(-1)?.externalId ?? null }
    await partition.checkpoint({ rows, cursor, progress: { done: start + from + some.length, total: runs.length } })
  }
}

function seenWalk(state: Json): number | null {
  const given = state as { walk?: unknown } | null
  return typeof given?.walk === 'number' ? given.walk : null
}

function readPosition(cursor: Json): Position | null {
  const given = cursor as Partial<Position> | null
  return typeof given?.walk === 'number' && (given.after === null || typeof given.after === 'string')
    ? { walk: given.walk, after: given.after }
    : null
}
