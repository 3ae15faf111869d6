import { createHash } from 'node:crypto'
import type { Json, PartitionContext } from '@data-import/core/provider'

/** What is known when a walk begins, and stays until it ends, through interruptions. */
export interface WalkHead {
  /** The mark of what is walked; null where nothing tells. */
  mark: string | null
  /** When the probe saw the mark. */
  seenAt: string
  /** Time before the walk began: the next one goes on from here. */
  begunAt: string
  /** The walk reads what changed since; null: everything. */
  since: string | null
  /** When a full look last began. */
  fullLookAt: string
  isFullLook: boolean
}

/** What a completed walk leaves for the next one; `own` is the resource's. */
export interface WalkState<Own> extends WalkHead {
  own: Own | null
}

/** Where a walk stands. */
export interface WalkCursor<Position> {
  head: WalkHead
  position: Position
}

/** Null for what was not left by this provider. */
export function readWalkState<Own>(state: Json): WalkState<Own> | null {
  return hasHead(state) ? (state as unknown as WalkState<Own>) : null
}

/** Null at the start of a walk, and for a cursor that was not left by this provider. */
export function readCursor<Position>(cursor: Json): WalkCursor<Position> | null {
  if (typeof cursor !== 'object' || cursor === null || Array.isArray(cursor)) return null
  const { head } = cursor as Record<string, Json>
  return head !== undefined && hasHead(head) ? (cursor as unknown as WalkCursor<Position>) : null
}

function hasHead(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'begunAt' in value && 'fullLookAt' in value
}

/** For answers that were behind, and for clocks that differ. */
const overlapMs = 5 * 60_000
const fullLookEveryMs = 24 * 3_600_000

/**
 * Whether it is time to look at a project although the probe saw no change: every half a day to a day, by the project's key, so that
 * not all are looked at in the same pass.
 */
export function isFullLookDue(key: string, state: Pick<WalkHead, 'fullLookAt'>, now: Date): boolean {
  const spread = 0.5 + Number.parseInt(createHash('sha256').update(key).digest('hex').slice(0, 8), 16) / 2 ** 33
  const ageMs = now.getTime() - Date.parse(state.fullLookAt)
  return ageMs >= fullLookEveryMs * spread || ageMs < -overlapMs
}

/** What a new walk begins with. */
export interface WalkStart {
  mark: string | null
  seenAt: string
  /** GitLab's time. */
  now: Date
  /** Start of a first import by the configuration; null: each resource's own window. */
  since: Date | null
}

/** A new walk's head. */
export function beginWalk(
  partition: Pick<PartitionContext, 'key' | 'startDate'>,
  state: WalkHead | null,
  { mark, seenAt, now, since }: WalkStart,
): WalkHead {
  const begunAt = now.toISOString()
  if (!state) {
    const start = since ?? partition.startDate
    const isEverything = start.getUTCFullYear() <= 1970
    const from = isEverything ? null : start.toISOString()
    return { mark, seenAt, begunAt, since: from, fullLookAt: begunAt, isFullLook: true }
  }
  const before = Date.parse(state.begunAt)
  // A time that hasn't come yet was told by a clock that was ahead, such as that of a proxy: nobody knows when it really was.
  const isAhead = before > now.getTime() + overlapMs
  const isFullLook = isAhead || isFullLookDue(partition.key, state, now)
  const begins = isAhead ? Math.min(partition.startDate.getTime(), now.getTime()) : before
  const from = new Date(begins - overlapMs).toISOString()
  return { mark, seenAt, begunAt, since: from, fullLookAt: isFullLook ? begunAt : state.fullLookAt, isFullLook }
}
