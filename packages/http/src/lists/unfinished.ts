import type { Json } from '@data-import/core/provider'

/** A record that has not ended, as a partition's state or cursor keeps it. */
export type UnfinishedItem = {
  id: string
  createdAt: string
  /** What tells whether it has changed since: an ETag or the instant of its last change. */
  tag?: string | null
  /** It has ended, and yet what comes after it changes it: it is kept, however old, before those that are not. */
  isActive?: boolean
}

/** Keeps which records have not ended, so that the next walk reads them again. */
export interface Unfinished {
  /** @param isKept whether the next walk should know of it */
  met(item: UnfinishedItem, isKept: boolean): void
  /** It is no longer there. */
  gone(id: string): void
  /** Those of the last walk that this one has not met: to be read one by one. */
  unmet(isWanted?: (item: UnfinishedItem) => boolean): UnfinishedItem[]
  /** What to return in the walk's state, and to keep in its cursor: as of `now`, the newest first. */
  open(now: Date): UnfinishedItem[]
  /** How many `open` leaves out because there are more than `most`: the oldest, active ones last. */
  dropped(now: Date): number
}

/** What is known before the walk. */
export interface UnfinishedOptions {
  /** What `open` gave at the end of the last walk, from the partition's state. */
  before?: Json | readonly UnfinishedItem[] | undefined
  /** What `open` gave before this walk was interrupted, from its cursor. */
  resumed?: Json | readonly UnfinishedItem[] | undefined
  /** Milliseconds after its creation when a record is given up. Default: never. */
  forgetAfterMs?: number
  /** Records that are kept, active ones first, then the newest. Default: 1,000. */
  most?: number
}

/**
 * Remembers in a partition's state which records have not ended (builds, deployments): a list that is ordered by creation
 * doesn't show when they do.
 *
 * @example
 * ```ts
 * import { type PartitionContext } from '@data-import/core/provider'
 * import { createUnfinished } from '@data-import/http'
 *
 * export async function walkBuilds({ state, endDate }: PartitionContext) {
 *   const unfinished = createUnfinished({ before: state, forgetAfterMs: 30 * 86_400_000 })
 *   const builds = [{ id: '7', createdAt: '2026-01-01T00:00:00Z', isRunning: true }]
 *   for (const { id, createdAt, isRunning } of builds) unfinished.met({ id, createdAt }, isRunning)
 *   for (const { id } of unfinished.unmet()) unfinished.gone(id)
 *   return { state: unfinished.open(endDate) }
 * }
 * ```
 */
export function createUnfinished(options: UnfinishedOptions = {}): Unfinished {
  const { forgetAfterMs = Number.POSITIVE_INFINITY, most = 1_000 } = options
  const before = readItems(options.before)
  const open = new Map([...before, ...readItems(options.resumed)].map((item) => [item.id, item]))
  const met = new Set<string>()
  const wanted = (now: Date) =>
    [...open.values()].filter(
      ({ createdAt, isActive }) => isActive || !(Date.parse(createdAt) < now.getTime() - forgetAfterMs),
    )
  return {
    met(item, isKept) {
      met.add(item.id)
      if (isKept) open.set(item.id, item)
      else open.delete(item.id)
    },
    gone: (id) => void open.delete(id),
    unmet: (isWanted = () => true) => before.filter((item) => !met.has(item.id) && open.has(item.id) && isWanted(item)),
    open: (now) =>
      wanted(now)
        .sort((a, b) => Number(b.isActive ?? false) - Number(a.isActive ?? false) || newerFirst(a, b))
        .slice(0, most)
        .sort(newerFirst),
    dropped: (now) => Math.max(wanted(now).length - most, 0),
  }
}

function newerFirst(a: UnfinishedItem, b: UnfinishedItem): number {
  return Date.parse(b.createdAt) - Date.parse(a.createdAt)
}

/** What somebody else has left in a state is no item. */
function readItems(given: Json | readonly UnfinishedItem[] | undefined): readonly UnfinishedItem[] {
  if (!Array.isArray(given)) return []
  return given.filter(
    (item: unknown): item is UnfinishedItem =>
      typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' && 'createdAt' in item,
  )
}
