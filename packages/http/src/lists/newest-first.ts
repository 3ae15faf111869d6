import type { Json, RunLog } from '@data-import/core/provider'
import { createKnownItems } from '../paging/known-items.js'

/** A page of a list, with whatever belongs to it. */
export interface ListPage<Item> {
  items: readonly Item[]
  /** Null at the end. */
  next: string | null
}

/** What of a list is wanted. */
export interface NewestFirstOptions<Item> {
  /**
   * What makes an item the same one in two pages. Default: its `id`, `uuid`, `guid` or `sha`, else all that it holds.
   */
  idOf?(item: Item): string | number
  /** When an item was last changed, by which the list is ordered; null where that isn't known. */
  timeOf(item: Item): string | Date | null | undefined
  /** Inclusive; null is everything. */
  since: Date | null
  /** Exclusive. Default: no end. */
  until?: Date | null
  /**
   * `next` of the last page that was saved, as the partition's cursor has it; null is the start. It also tells whether the
   * list has turned out not to be ordered.
   */
  from?: Json | undefined
  /** Is told, once, when the list isn't ordered. */
  log?: RunLog | undefined
  /** What people call the list, for the log. Default: `A list`. */
  name?: string
}

/**
 * Reads a list that is ordered by the last change, the newest first, down to what changed before `since`. What changes
 * meanwhile jumps to the front, where the next walk finds it: such a list can only repeat items, not lose them.
 *
 * Where an item is newer than the one before it, the list isn't ordered as claimed: it is then read to its end, with
 * a warning. One that came before, as where pages or ranges overlap, says nothing of the order. Items whose time isn't known are
 * always given.
 *
 * @example
 * ```ts
 * import { type Json, type PartitionContext } from '@data-import/core/provider'
 * import { type HttpSource, linkPaging, newestFirst } from '@data-import/http'
 *
 * interface Card {
 *   id: string
 *   updatedAt: string
 * }
 *
 * export async function walkCards(source: HttpSource, { startDate, cursor, checkpoint, log }: PartitionContext) {
 *   const all = (from: Json) => source.pages<Card>('/cards', { paging: linkPaging(), query: { sort: '-updatedAt' }, from })
 *   const changed = newestFirst(all, { timeOf: ({ updatedAt }) => updatedAt, since: startDate, from: cursor, log })
 *   for await (const { items, next } of changed) {
 *     log.debug(`${items.length} cards`)
 *     await checkpoint({ rows: [], cursor: next })
 *   }
 * }
 * ```
 *
 * @param list reads the list from a position that it gave as `next`; null is the start
 * @returns the pages with only the items that are wanted; `next` is null on the last one that is read
 */
export async function* newestFirst<Item, ItemPage extends ListPage<Item>>(
  list: (from: string | null) => AsyncIterable<ItemPage & ListPage<Item>>,
  options: NewestFirstOptions<Item>,
): AsyncGenerator<ItemPage> {
  const { timeOf, idOf, name = 'A list', log } = options
  const known = createKnownItems()
  const identified = (item: Item) => (idOf ? { id: idOf(item) } : item)
  const since = options.since?.getTime() ?? Number.NEGATIVE_INFINITY
  const until = options.until?.getTime() ?? Number.POSITIVE_INFINITY
  let oldest = Number.POSITIVE_INFINITY
  const { position, ...kept } = readPosition(options.from ?? null)
  let isOrdered = kept.isOrdered
  for await (const page of list(position)) {
    const times = page.items.map((item) => instantOf(timeOf(item)))
    for (const [index, item] of page.items.entries()) {
      const time = times[index] as number
      if (known.add([identified(item)]) === 0) continue
      if (isOrdered && options.since && time > oldest) {
        isOrdered = false
        log?.warn(`${name} is not ordered by the last change as it should be, and is read to its end.`)
      }
      if (!Number.isNaN(time)) oldest = time
    }
    const isPast = isOrdered && oldest < since
    // NaN is neither before nor after.
    const items = page.items.filter(
      (_, index) => !((times[index] as number) < since || (times[index] as number) >= until),
    )
    const next = isOrdered || page.next === null ? page.next : unordered + page.next
    yield { ...page, items, next: isPast ? null : next }
    if (isPast) return
  }
}

/** Before the position of a list that isn't ordered, so that a walk that continues there doesn't stop early either. */
const unordered = 'unordered:'

function readPosition(from: Json): { position: string | null; isOrdered: boolean } {
  // What somebody else has left in a cursor is no position: the list begins.
  if (typeof from !== 'string') return { position: null, isOrdered: true }
  const isOrdered = !from.startsWith(unordered)
  return { position: isOrdered ? from : from.slice(unordered.length), isOrdered }
}

/** A text without a zone is in UTC: it must not mean another time on another machine. */
function instantOf(time: string | Date | null | undefined): number {
  if (time instanceof Date) return time.getTime()
  const text = time ?? ''
  return Date.parse(/^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text) ? `${text}Z` : text)
}
