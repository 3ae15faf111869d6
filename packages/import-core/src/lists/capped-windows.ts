import type { RunLog } from '../contract/execution-context.js'
import type { Json } from '../contract/json.js'
import { TransientError } from '../errors/import-error.js'
import { createRepeatCheck } from '../paging/repeat-check.js'

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
}

/** Part of the window that is asked for. */
export interface WindowPart {
  from: Date
  until: Date
  /** `next` of the answer before; null for the part's first page. */
  next: string | null
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
   * part, or than it gave before the part's end. Whoever reads the list may postpone it or note it.
   */
  isWhole: boolean
}

/**
 * Reads a list that gives no more than some number of results, whatever the paging: the time window is halved until a part
 * fits, and doubled again where there is little. Where a part holds more than can be had, or than came, the log warns and
 * `isWhole` is false. Throws a `TransientError` when a page's `next` comes again.
 *
 * @example
 * ```ts
 * import { cappedWindows, type HttpSource, type PartitionContext } from '@data-import/core/provider'
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
 *     name: 'Issues', from, until, position, log, most: 10_000,
 *     async read({ from, until, next }) {
 *       const { body } = await source.get<Found>('/search', { query: { from, until, page: next ?? undefined } })
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
  const { name, most, isTotalCapped = false, shortestMs = 1_000, log, read } = options
  let position: WindowPosition | null = readPosition(options.position) ?? beginWindows(options.from, options.until)
  let isRepeated = createRepeatCheck(position.next)
  while (position !== null) {
    const part = partOf(position)
    const { items, total, next } = await read(part)
    const isTooMuch = total > most || (isTotalCapped && total === most)
    const lengthMs = part.until.getTime() - part.from.getTime()
    const spanMs = Math.ceil(lengthMs / 2)
    if (isTooMuch && lengthMs > shortestMs && spanMs < lengthMs) {
      position = { ...beginPart(position), spanMs }
      isRepeated = createRepeatCheck(null)
      continue
    }
    if (isTooMuch && part.next === null) {
      log.warn(`${name}: of ${total} in the same instant (${part.from.toISOString()}) no more than ${most} can be had.`)
    }
    if (next !== null && isRepeated(next)) throw new TransientError(`${name}: the same pages come again and again.`)
    const seen: number = (position.seen ?? 0) + items.length
    const isShort = next === null && (seen < total || (isTooMuch && isTotalCapped && total === most))
    if (isShort && !isTooMuch) {
      const when = `from ${part.from.toISOString()} to ${part.until.toISOString()}`
      log.warn(`${name}: of ${total} ${when} only ${seen} came.`)
    }
    const isWhole: boolean = !position.isPartial && !isShort
    const partial = isWhole ? {} : { isPartial: true }
    if (next === null) {
      position = afterPart({ ...position, ...partial }, part, total, most)
      isRepeated = createRepeatCheck(null)
    } else position = { ...position, next, seen }
    yield { items, position, isWhole }
  }
}

/** The start of a reading, for who must keep a position before the first question. */
export function beginWindows(from: Date, until: Date): WindowPosition {
  const spanMs = Math.max(until.getTime() - from.getTime(), 0)
  return { from: from.toISOString(), until: until.toISOString(), spanMs, next: null }
}

function partOf({ from, until, spanMs, next }: WindowPosition): WindowPart {
  const end = Date.parse(until)
  return { from: new Date(Math.max(Date.parse(from), end - spanMs)), until: new Date(end), next }
}

function beginPart({ from, until, spanMs, isPartial }: WindowPosition): WindowPosition {
  return { from, until, spanMs, next: null, ...(isPartial && { isPartial }) }
}

/** What is left after a part. Few items: the next part may be wider. */
function afterPart(position: WindowPosition, part: WindowPart, total: number, most: number): WindowPosition | null {
  if (part.from.getTime() <= Date.parse(position.from)) return null
  const spanMs = total < most / 3 ? position.spanMs * 2 : position.spanMs
  return { ...beginPart(position), until: part.from.toISOString(), spanMs }
}

/** What somebody else has left in a cursor is no position: the reading begins. */
function readPosition(given: Json | WindowPosition | undefined): WindowPosition | undefined {
  if (typeof given !== 'object' || given === null || !('spanMs' in given)) return undefined
  const { from, until, spanMs, next, seen, isPartial } = given
  if (typeof from !== 'string' || typeof until !== 'string' || typeof spanMs !== 'number') return undefined
  const lengthMs = Date.parse(until) - Date.parse(from)
  // Without a span, a reading would never get on.
  if (Number.isNaN(lengthMs) || (spanMs < 1 && lengthMs > 0)) return undefined
  const kept = { ...(typeof seen === 'number' && { seen }), ...(isPartial === true && { isPartial }) }
  return { from, until, spanMs, next: typeof next === 'string' ? next : null, ...kept }
}
