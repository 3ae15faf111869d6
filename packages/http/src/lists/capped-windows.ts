import { type Json, type RunLog, TransientError } from '@data-import/core/provider'
import { createProgressCheck } from '../paging/progress-check.js'
import { createRepeatCheck } from '../paging/repeat-check.js'
import { isLackingValues, nextPart, partOf, readPosition, smallerPart, spanOf, tooMuch } from './window-parts.js'

/** Where a reading of windows stands, as a cursor keeps it: times that are left to read, the newest first. */
export type WindowPosition = {
  from: string
  until: string
  /** Milliseconds to ask for at once. */
  spanMs: number
  /** Next page of the part that is being read; null at its start. */
  next: string | null
  /** Items that have come of this part. Default: 0. */
  seen?: number
  /** Whether an earlier part held more than came. Default: false. */
  isPartial?: boolean
  /** Which value of `splitBy` is being read, of a part that time can't split; and how the totals of its values add up. */
  split?: { at: number; expected: number; sum: number }
}

/** Part of the window that is asked for. */
export interface WindowPart {
  from: Date
  until: Date
  /** `next` of the answer before; null for the part's first page. */
  next: string | null
  /** The value of `splitBy` that alone is asked for; null for all. */
  split: string | null
}

/** One page of a part. */
export interface WindowAnswer<Item> {
  items: readonly Item[]
  /** How many items the part has, all pages together. */
  total: number
  /** Null at the part's end. */
  next: string | null
}

/** Which list is read, and from where. */
export interface CappedWindowsOptions<Item> {
  /** What people call the list, for the log. */
  name: string
  from: Date
  until: Date
  /** Results of one question that the vendor gives at most, all pages together: 1,000. */
  most: number
  /**
   * Whether `total` counts no further than `most`, so that as many may be more. Default: false.
   */
  isTotalCapped?: boolean
  /** The shortest part that can be asked for, in milliseconds. Default: 1,000. */
  shortestMs?: number
  /**
   * Values of another field, every item having one of them (states, projects): a part of the shortest time that holds too
   * much is asked for by each of them. Default: none, and such a part fails.
   */
  splitBy?: readonly string[]
  /** Whether a part that holds more than can be had only warns, `isWhole` being false, and fails nothing. Default: false. */
  mayBePartial?: boolean
  /** `position` of the last page that was saved, as the partition's cursor has it; null is the start. */
  position?: Json | WindowPosition | undefined
  log: RunLog
  /**
   * Asks for one page. Parts touch: at least one of both ends must be inclusive, and what is in two parts comes twice.
   */
  read(part: WindowPart): Promise<WindowAnswer<Item>>
}

/** Items of one page, and where the next one begins. */
export interface WindowPage<Item> {
  items: readonly Item[]
  /** The cursor of the checkpoint that saves these items; null at the end. */
  position: WindowPosition | null
  /**
   * False once a part, also one before an interruption, held more than came: more than the vendor gives of the shortest
   * part, or than it gave before the part's end: then the reading fails behind its last page, unless `mayBePartial`.
   */
  isWhole: boolean
}

/**
 * Reads a list that gives no more than some number of results, whatever the paging: the time window is halved until a part
 * fits, and doubled again where there is little; a part of the shortest time is split by `splitBy`. Where a part holds more
 * than can be had, or than came, the log warns, and all the rest having been read, a `TransientError` makes the walk fail.
 * It throws one too when a page's `next` comes again.
 *
 * @example
 * ```ts
 * import { type PartitionContext } from '@data-import/core/provider'
 * import { cappedWindows, type HttpSource } from '@data-import/http'
 *
 * interface Found {
 *   issues: { key: string }[]
 *   total: number
 *   nextPage?: string
 * }
 *
 * export async function walkIssues(source: HttpSource, partition: PartitionContext) {
 *   const { startDate: from, endDate: until, cursor: position, checkpoint, log } = partition
 *   const windows = cappedWindows({
 *     name: 'Issues', from, until, position, log, most: 10_000, splitBy: ['open', 'closed'],
 *     async read({ from, until, next, split }) {
 *       const query = { from, until, state: split ?? undefined, page: next ?? undefined }
 *       const { body } = await source.get<Found>('/search', { query })
 *       return { items: body.issues, total: body.total, next: body.nextPage ?? null }
 *     },
 *   })
 *   for await (const { items, position } of windows) {
 *     log.debug(`${items.length} issues`)
 *     await checkpoint({ rows: [], cursor: position })
 *   }
 * }
 * ```
 */
export async function* cappedWindows<Item>(options: CappedWindowsOptions<Item>): AsyncGenerator<WindowPage<Item>> {
  const { name, most, isTotalCapped = false, log, read } = options
  let position: WindowPosition | null = readPosition(options.position) ?? beginWindows(options.from, options.until)
  let isRepeated = createRepeatCheck(position.next)
  let progress = createProgressCheck(name)
  let lack = position.isPartial ? `${name}: a part that was read before held more than could be had.` : undefined
  const tell = (message: string) => {
    lack ??= message
    log.warn(message)
  }
  while (position !== null) {
    const part = partOf(position, options.splitBy)
    const { items, total, next } = await read(part)
    const isTooMuch = total > most || (isTotalCapped && total === most)
    if (isTooMuch) {
      const smaller = smallerPart(position, part, total, options)
      if (smaller) {
        position = smaller
        isRepeated = createRepeatCheck(null)
        continue
      }
      if (part.next === null) tell(tooMuch(name, part, total, most))
    }
    if (next !== null && isRepeated(next)) throw new TransientError(`${name}: the same pages come again and again.`)
    const seen: number = (position.seen ?? 0) + items.length
    const isShort = next === null && (seen < total || (isTooMuch && isTotalCapped && total === most))
    if (isShort && !isTooMuch) tell(`${name}: of ${total} ${spanOf(part)} only ${seen} came.`)
    const isSplitShort = next === null && isLackingValues(position, total, options.splitBy)
    if (isSplitShort)
      tell(`${name}: of ${position.split?.expected} ${spanOf(part)} some have none of the values of splitBy.`)
    const isWhole: boolean = !position.isPartial && !isShort && !isSplitShort
    const partial = isWhole ? {} : { isPartial: true }
    if (next === null) {
      position = nextPart({ ...position, ...partial }, part, total, options)
      isRepeated = createRepeatCheck(null)
      progress = createProgressCheck(name)
    } else {
      progress(items)
      position = { ...position, next, seen }
    }
    yield { items, position, isWhole }
  }
  if (lack !== undefined && !options.mayBePartial) {
    throw new TransientError(`${lack} All others were read. Ask by another field too (splitBy), or say mayBePartial.`)
  }
}

/** The start of a reading, for who must keep a position before the first question. */
export function beginWindows(from: Date, until: Date): WindowPosition {
  const spanMs = Math.max(until.getTime() - from.getTime(), 0)
  return { from: from.toISOString(), until: until.toISOString(), spanMs, next: null }
}
