import type { PassEvent } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { truncateText } from '../output/fit-text.js'
import { formatCount, formatDuration } from '../output/format-number.js'

/** A partition that is being walked. */
interface LiveWalk {
  name: string
  rows: number
  /** How far its walk says it is. */
  progress?: { done: number; total: number }
}

/** A script that is running. */
export interface LiveRun {
  label: string
  startedAt: Date
  rows: number
  finishedPartitions: number
  /** How many partitions there are, if that is known. */
  totalPartitions?: number
  /** The partitions being walked, by key. */
  walking: ReadonlyMap<string, LiveWalk>
  /** When it was first known how far the run is, and how far it was: an earlier pass may have done a part. */
  known?: { at: Date; share: number }
}

/** Scripts that are running, by run id, and how many of the pass have ended. */
export interface LiveState {
  runs: ReadonlyMap<string, LiveRun>
  total: number
  finished: number
}

export const emptyState: LiveState = { runs: new Map(), total: 0, finished: 0 }

/** A guess is made only after this time and this share of the work. */
const leastMs = 2_000
const leastShare = 0.01

/** The state after an event. */
export function applyEvent(state: LiveState, event: PassEvent): LiveState {
  if (event.type === 'pass-started') return { ...state, total: event.runs.length }
  if (!('runId' in event)) return state
  const runs = new Map(state.runs)
  if (event.type === 'run-finished') {
    runs.delete(event.runId)
    return { ...state, runs, finished: state.finished + 1 }
  }
  const label = `${event.dataSource}/${event.resource}`
  const fresh = { label, startedAt: event.at, rows: 0, finishedPartitions: 0, walking: new Map() }
  const run = changeRun(runs.get(event.runId) ?? fresh, event)
  const share = run.known ? undefined : shareOf(run)
  runs.set(event.runId, share === undefined ? run : { ...run, known: { at: event.at, share } })
  return { ...state, runs }
}

function changeRun(run: LiveRun, event: PassEvent): LiveRun {
  const walking = new Map(run.walking)
  switch (event.type) {
    case 'rows-saved':
      return changeRows(run, event)
    case 'partition-started':
      walking.set(event.key, { name: event.name, rows: 0 })
      return { ...run, walking, ...(event.total !== undefined && { totalPartitions: event.total }) }
    case 'partition-finished':
      walking.delete(event.key)
      return { ...run, walking, finishedPartitions: run.finishedPartitions + 1 }
    default:
      return run
  }
}

function changeRows(run: LiveRun, { saved, partition, progress }: Extract<PassEvent, { type: 'rows-saved' }>): LiveRun {
  const count = saved.inserted + saved.updated + saved.unchanged
  const walked = partition === undefined ? undefined : run.walking.get(partition)
  const walking = new Map(run.walking)
  if (partition !== undefined && walked) {
    walking.set(partition, { ...walked, rows: walked.rows + count, ...(progress && { progress }) })
  }
  return { ...run, walking, rows: run.rows + count }
}

/** How much of a run is done, from 0 to 1; undefined if nobody knows how much there is. */
function shareOf({ finishedPartitions, totalPartitions, walking }: LiveRun): number | undefined {
  const walks = [...walking.values()].map(({ progress }) => progress && progress.done / Math.max(1, progress.total))
  if (!totalPartitions || walks.every((share) => share === undefined)) {
    return totalPartitions && finishedPartitions > 0 ? finishedPartitions / totalPartitions : undefined
  }
  return walks.reduce<number>((sum, share) => sum + (share ?? 0), finishedPartitions) / totalPartitions
}

/** `about 3 min 20 s left`, at the pace so far. */
function describeRemaining(run: LiveRun, now: Date): string | undefined {
  const share = shareOf(run)
  if (!run.known || share === undefined) return undefined
  const elapsedMs = now.getTime() - run.known.at.getTime()
  const walked = share - run.known.share
  if (elapsedMs < leastMs || walked < leastShare || share >= 1) return undefined
  return `about ${formatDuration((elapsedMs / walked) * (1 - share))} left`
}

function describeWalk({ name, rows, progress }: LiveWalk): string {
  if (progress) return `${name} ${formatCount(progress.done)} of ${formatCount(progress.total)}`
  return rows > 0 ? `${name} ${formatCount(rows)}` : name
}

/** One line for each running script, none wider than the terminal. */
export function liveLines(state: LiveState, { width, now }: { width: number; now: Date }): string[] {
  const lines = [...state.runs.values()].map((run) => {
    const { finishedPartitions, totalPartitions } = run
    const of = totalPartitions === undefined ? '' : ` of ${formatCount(totalPartitions)}`
    const parts = [
      run.label,
      formatDuration(Math.max(0, now.getTime() - run.startedAt.getTime())),
      run.rows > 0 && `${formatCount(run.rows)} ${run.rows === 1 ? 'row' : 'rows'}`,
      finishedPartitions > 0 && `${formatCount(finishedPartitions)}${of} partitions done`,
      describeRemaining(run, now),
      [...run.walking.values()].map(describeWalk).join(', '),
    ]
    return parts.filter(Boolean).join('  ')
  })
  const summary = `${state.finished} of ${state.total} scripts done`
  return (lines.length > 0 ? [...lines, summary] : []).map((line) => truncateText(cleanText(line), width - 1))
}
