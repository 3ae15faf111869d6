import { hash } from 'node:crypto'
import type { Json, PartitionContext } from '@data-import/core/provider'
import type { RepositoryState } from './repository-state.js'

/** What one walk knows from its first page to its end, also when it is resumed in a later pass. */
export interface WalkHead {
  /** The mark of what is walked, as the probe gave it; null where it gives none. */
  mark: string | null
  /** GitHub's time before the walk began: the next one continues from here. */
  probedAt: string
  /** The walk reads what changed since; null: everything. */
  since: string | null
  /** When a full look last began. */
  fullLookAt: string
  /** Whether this walk is one: it reads again what no probe and no newest page would show. */
  isFullLook: boolean
}

/** What a completed walk leaves for the next one; `own` is the resource's. */
export interface ResourceState<Own> extends WalkHead {
  own: Own | null
}

/** Where a walk stands. */
export interface WalkCursor<Position> {
  head: WalkHead
  position: Position
}

/** Null for what was not left by this provider. */
export function readResourceState<Own>(state: Json): ResourceState<Own> | null {
  return hasHead(state) ? (state as unknown as ResourceState<Own>) : null
}

/** Null at the start of a walk, and for a cursor that was not left by this provider. */
export function readCursor<Position>(cursor: Json): WalkCursor<Position> | null {
  if (typeof cursor !== 'object' || cursor === null || Array.isArray(cursor)) return null
  const { head } = cursor as Record<string, Json>
  return head !== undefined && hasHead(head) ? (cursor as unknown as WalkCursor<Position>) : null
}

function hasHead(value: Json): boolean {
  return typeof value === 'object' && value !== null && 'probedAt' in value && 'fullLookAt' in value
}

const dayMs = 86_400_000
/** For answers that were behind, and for a clock that was read between two seconds. */
const overlapMs = 5 * 60_000
/**
 * How old a run may be that is run again: https://docs.github.com/en/actions/how-tos/manage-workflow-runs/re-run-workflows-and-jobs.
 * A full look reads again what was that old at the look before, however long ago that was.
 */
const fullLookReachMs = 30 * dayMs
const fullLookEveryMs = 7 * dayMs

/**
 * Whether it is time to look at a repository although the probe saw no change: every half a week to a week, by the
 * repository's key, so that not all are looked at in the same pass.
 */
export function isFullLookDue(key: string, state: WalkHead, probedAt: string): boolean {
  const spread = 0.5 + Number.parseInt(hash('sha256', key, 'hex').slice(0, 8), 16) / 2 ** 33
  const ageMs = Date.parse(probedAt) - Date.parse(state.fullLookAt)
  return ageMs >= fullLookEveryMs * spread || ageMs < -overlapMs
}

/** A new walk's head. The first one reads from `since` of the configuration, else the resource's own window. */
export function beginWalk(
  partition: Pick<PartitionContext, 'key' | 'startDate'>,
  state: WalkHead | null,
  mark: string | null,
  { probedAt }: Pick<RepositoryState, 'probedAt'>,
  configuredSince: Date | null,
): WalkHead {
  if (!state)
    return {
      mark,
      probedAt,
      since: firstSince(configuredSince ?? partition.startDate),
      fullLookAt: probedAt,
      isFullLook: true,
    }
  const now = Date.parse(probedAt)
  // A time that hasn't come yet was told by a clock that was ahead, such as that of a proxy: nobody knows when it really was.
  const isAhead = (at: string) => Date.parse(at) > now + overlapMs
  const known = (at: string) => (isAhead(at) ? Math.min(partition.startDate.getTime(), now) : Date.parse(at))
  const isFullLook = isAhead(state.probedAt) || isFullLookDue(partition.key, state, probedAt)
  const reach = isFullLook ? known(state.fullLookAt) - fullLookReachMs - overlapMs : Number.POSITIVE_INFINITY
  const before = known(state.probedAt) - overlapMs
  // A full look reaches back to what is older than the configuration wants; only that is left out.
  const since = new Date(Math.min(before, Math.max(reach, configuredSince?.getTime() ?? reach))).toISOString()
  return { mark, probedAt, since, fullLookAt: isFullLook ? probedAt : state.fullLookAt, isFullLook }
}

/** GitHub answers nothing for `since` at or before 1970. */
function firstSince(start: Date): string | null {
  return start.getUTCFullYear() <= 1970 ? null : start.toISOString()
}
