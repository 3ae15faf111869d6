import type { PassEvent } from '@data-import/core'
import { cleanText } from '../output/clean-text.js'
import { truncateText } from '../output/fit-text.js'
import { formatCount, formatDuration } from '../output/format-number.js'

/** A partition that is being walked. */
interface LiveWalk {
  name: string
  rows: number
  /** How far its walk says to be. */
  progress?: { done: number; total: number }
}

/** A script that runs. */
export interface LiveRun {
  label: string
  startedAt: Date
  rows: number
  finishedPartitions: number
  /** The partitions being walked, by key. */
  walking: ReadonlyMap<string, LiveWalk>
}

/** Scripts that run, by run id, and how many of the pass have ended. */
export interface LiveState {
  runs: ReadonlyMap<string, LiveRun>
  total: number
  finished: number
}

export const emptyState: LiveState = { runs: new Map(), total: 0, finished: 0 }

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
  const run = runs.get(event.runId) ?? {
    label,
    startedAt: event.at,
    rows: 0,
    finishedPartitions: 0,
    walking: new Map(),
  }
  runs.set(event.runId, changeRun(run, event))
  return { ...state, runs }
}

function changeRun(run: LiveRun, event: PassEvent): LiveRun {
  const walking = new Map(run.walking)
  switch (event.type) {
    case 'rows-saved':
      return changeRows(run, event)
    case 'partition-started':
      return { ...run, walking: walking.set(event.key, { name: event.name, rows: 0 }) }
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

/** `acme/web 1,200 of 3,900`: how far each is, and of how many where that is known. */
function describeWalks({ walking }: LiveRun): string {
  return [...walking.values()].map(describeWalk).join(', ')
}

function describeWalk({ name, rows, progress }: LiveWalk): string {
  if (progress) return `${name} ${formatCount(progress.done)} of ${formatCount(progress.total)}`
  return rows > 0 ? `${name} ${formatCount(rows)}` : name
}

/** One line for each running script, none wider than the terminal. */
export function liveLines(state: LiveState, { width, now }: { width: number; now: Date }): string[] {
  const lines = [...state.runs.values()].map((run) => {
    const parts = [`${run.label}`, formatDuration(Math.max(0, now.getTime() - run.startedAt.getTime()))]
    if (run.rows > 0) parts.push(`${formatCount(run.rows)} rows`)
    if (run.finishedPartitions > 0) parts.push(`${formatCount(run.finishedPartitions)} partitions done`)
    if (run.walking.size > 0) parts.push(describeWalks(run))
    return parts.join('  ')
  })
  const summary = `${state.finished} of ${state.total} scripts done`
  return (lines.length > 0 ? [...lines, summary] : []).map((line) => truncateText(cleanText(line), width - 1))
}
