import {
  alongside,
  changesOf,
  type ExecutionContext,
  type PartitionContext,
  type RowWrite,
  replaceChildren,
  rowsOf,
} from '@data-import/core/provider'
import { createUnfinished, type Unfinished, type UnfinishedItem } from '@data-import/http'
import { pipelineRunCommitTable, pipelineRunTable, pipelineTable } from '@data-import/model'
import type { Listing } from '../listing/list-jobs.js'
import type { WalkedJob } from '../listing/walked-jobs.js'
import type { People } from '../people/people.js'
import { type Build, hasTests, isRunning, runExternalId } from './build.js'
import type { BuildPosition } from './build-pages.js'
import { causesOf } from './causes.js'
import { buildCommits } from './commit-rows.js'
import { findParents } from './parent-runs.js'
import { pipelineRunRow } from './pipeline-run-row.js'
import { type JournalEntry, mostEntries, type Orphan, type RunState } from './run-state.js'

/** Where a walk stands. */
export type RunPosition = {
  pages: BuildPosition
  /** Mark of the newest build when the walk began; null before the first answer. */
  head: string | null
  changed: Omit<JournalEntry, 'walk'>[]
  open: UnfinishedItem[]
  orphans: Orphan[]
}

/** What a walk is about. */
export interface RunWalk {
  context: ExecutionContext
  partition: PartitionContext
  job: WalkedJob
  listing: Listing
  rootUrl: string
  state: RunState | null
  position: RunPosition | null
  people: People
  /** Builds whose parents were not found, for the end of the run. */
  leave(orphans: readonly Orphan[]): void
}

/** Saves builds, and keeps what the state will hold. */
export interface RunSaver extends Pick<Unfinished, 'unmet' | 'dropped'> {
  save(builds: readonly Build[], where: Pick<RunPosition, 'pages' | 'head'>): Promise<void>
  /** Builds that were deleted before they ended: nobody knows how. */
  gone(marks: readonly string[]): RowWrite
  changed: Omit<JournalEntry, 'walk'>[]
  orphans: Orphan[]
  open(): UnfinishedItem[]
}

/** A build that has ended without a result may still get one, when what comes after it is done. */
const resultMs = 7 * 86_400_000

export function createRunSaver(walk: RunWalk): RunSaver {
  const { context, partition, job, listing, people, state, position } = walk
  const items = createUnfinished({ before: state?.open, resumed: position?.open })
  const changed = [...(position?.changed ?? [])]
  let orphans = [...(position?.orphans ?? state?.orphans ?? [])]
  const open = () => items.open(context.endDate)
  const saver: RunSaver = {
    changed,
    get orphans() {
      return orphans
    },
    open,
    unmet: items.unmet,
    dropped: items.dropped,
    async save(builds, where) {
      const runs = builds.map((build) => {
        const externalId = runExternalId(job.fullName, build.mark)
        const id = context.idOf(pipelineRunTable, externalId)
        const causes = causesOf(build)
        const commits = buildCommits(build, job, { id, externalId })
        return {
          build,
          id,
          causes,
          commits,
          row: pipelineRunRow(build, causes, commits.own, { ...walk, idOf: context.idOf }),
        }
      })
      const children = runs.flatMap(({ causes: { upstream }, build: { mark } }) =>
        upstream ? [{ mark, ...upstream, tries: 0 }] : [],
      )
      // A job that is gone has left its builds here.
      const parents = await findParents(context, children)
      const parentOf = new Map([...parents].map(([{ mark }, id]) => [mark, id]))
      // Builds of one that isn't listed don't come any more.
      const awaited = children.filter(({ mark, job: name }) => parentOf.has(mark) || listing.jobs.has(name))
      orphans = withOrphans(orphans, awaited, parentOf)
      for (const { build } of runs) {
        if (listing.showsTests === false && hasTests(build)) listing.showsTests = true
        items.met({ id: build.mark, createdAt: build.timestamp?.toISOString() ?? '' }, isOpen(build, context.endDate))
        // One more than a journal holds is enough for it to drop the whole walk, and positions stay small.
        if (changed.length <= mostEntries) changed.push({ mark: build.mark, hasTests: hasTests(build) })
      }
      const rows = [
        people.rowsOf(runs.map(({ causes, build }) => ({ person: causes.person, at: build.timestamp }))),
        rowsOf(
          pipelineRunTable,
          // One whose parent isn't stored yet keeps what it has.
          runs.map(({ row, build, causes }) => {
            const parentRunId = parentOf.get(build.mark)
            if (parentRunId !== undefined) return { ...row, parentRunId }
            return causes.upstream ? row : { ...row, parentRunId: null }
          }),
        ),
        alongside(
          replaceChildren(
            pipelineRunCommitTable,
            'pipelineRunId',
            runs.map(({ id }) => id),
            runs.flatMap(({ commits }) => commits.rows),
          ),
        ),
        ...repositoryOf(walk, runs[0]?.build.mark === where.head ? (runs[0]?.commits.own?.remoteKey ?? null) : null),
      ]
      const cursor: RunPosition = { ...where, changed, open: open(), orphans }
      await partition.checkpoint({ rows, cursor })
    },
    gone(marks) {
      for (const mark of marks) items.gone(mark)
      return changesOf(
        pipelineRunTable,
        marks.map((mark) => ({ externalId: runExternalId(job.fullName, mark), status: 'DONE' })),
      )
    },
  }
  return saver
}

function isOpen(build: Build, now: Date): boolean {
  if (isRunning(build) !== false) return true
  const isLate = build.timestamp === null || build.timestamp.getTime() < now.getTime() - resultMs
  return typeof build.fields.result !== 'string' && !isLate
}

/** Kept until the next walk has looked for their parents once more. */
const mostOrphans = 500

function withOrphans(
  before: readonly Orphan[],
  children: readonly Orphan[],
  found: ReadonlyMap<string, string>,
): Orphan[] {
  const now = new Set(children.map(({ mark }) => mark))
  const kept = before.filter(({ mark }) => !now.has(mark))
  return [...kept, ...children.filter(({ mark }) => !found.has(mark))].slice(-mostOrphans)
}

/** What the newest build was made of is what the job builds, where its own configuration doesn't say. */
function repositoryOf({ job }: RunWalk, remoteKey: string | null): RowWrite[] {
  if (job.remoteUrls.length > 0 || remoteKey === null || remoteKey === job.remoteKey) return []
  return [alongside(changesOf(pipelineTable, [{ externalId: job.fullName, remoteKey }]))]
}
