import type { PartitionContext, PartitionRecord } from '@data-import/core/provider'
import { isFullLookDue } from '../project/full-look.js'
import { analysisMark, type ListedProject } from '../project/listed-project.js'
import { readIssueState, type WalkHead } from './issue-state.js'

const minuteMs = 60_000
/** An analysis is dated when it starts; so long it may take until the search index shows its issues. */
const longestAnalysisMs = 60 * minuteMs
/** For changes that the search index shows late. */
const overlapMs = 10 * minuteMs

/** What is known before a walk. */
export interface BeforeWalk {
  hotspots: string | null
  isBackfill: boolean
  lagMs: number
  /** When the project was listed: the end of the pass's window, which may be later than that of an interrupted walk. */
  listedAt: Date
}

/** What a walk of a project's issues has to read. */
export function beginWalk(
  { key: id, startDate, endDate, state }: Pick<PartitionContext, 'key' | 'startDate' | 'endDate' | 'state'>,
  listed: ListedProject,
  { hotspots, isBackfill, lagMs, listedAt }: BeforeWalk,
): WalkHead {
  const { key } = listed
  const mark = analysisMark(listed)
  const now = listedAt.toISOString()
  const before = isBackfill ? null : readIssueState(state)
  // A date that went back, or came from nowhere, says nothing of which issues an analysis has changed.
  const isForward = before?.key === key && before.mark <= mark && (before.mark !== '' || mark === '')
  if (!isForward || isFullLookDue(id, before.fullAt, endDate)) {
    return { key, mark, hotspots, seenAt: before?.mark === mark ? before.seenAt : now, since: null, fullAt: now }
  }
  const changedBefore = startDate.getTime() - overlapMs - lagMs
  // What an analysis changes bears its date, which may be long ago.
  const analysed = before.mark === '' ? Number.POSITIVE_INFINITY : Date.parse(before.mark)
  const late = lateIssuesFrom(listed, before, startDate)
  const isSame = before.mark === mark
  const since = Math.min(changedBefore, isSame ? late : analysed)
  const seenAt = isSame ? before.seenAt : now
  return { key, mark, hotspots, seenAt, since: new Date(since).toISOString(), fullAt: before.fullAt }
}

/**
 * From when issues of the last analysis may have been missing in the search index when the project was walked last, for it is
 * listed before they are all there; infinity where they weren't.
 */
function lateIssuesFrom({ analysedAt }: ListedProject, { seenAt }: WalkHead, walkedUpTo: Date): number {
  const seen = Date.parse(seenAt)
  const isFresh = analysedAt !== null && seen - analysedAt.getTime() < longestAnalysisMs
  const isLookedAtAgain = walkedUpTo.getTime() - seen > 2 * overlapMs
  return isFresh && !isLookedAtAgain ? analysedAt.getTime() : Number.POSITIVE_INFINITY
}

/** From when the issues of all projects must be looked through, so that those that have no new analysis need no walk. */
export function changesSince(
  unchanged: readonly { record: PartitionRecord; listed: ListedProject }[],
  lagMs: number,
): Date | null {
  const times = unchanged.flatMap(({ record: { watermark, state }, listed }) => {
    const head = readIssueState(state)
    if (!watermark || !head) return []
    return Math.min(watermark.getTime() - overlapMs - lagMs, lateIssuesFrom(listed, head, watermark))
  })
  return times.length === 0 ? null : new Date(Math.min(...times))
}
