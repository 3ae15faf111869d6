import type { RunLog } from '../contract/execution-context.js'
import type { Json } from '../contract/json.js'

/** Where a reading of windows stands, as a cursor keeps it: times that are left to read, the newest first. */
export type WindowPosition = {
  from: string
  until: string
  /** Milliseconds to ask for at once. */
  spanMs: number
  /** Next page of the part that is being read; null at its start. */
  next: string | null
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
}

/**
 * Reads a list that gives no more than some number of results, whatever the paging: the time window is halved until a part
 * fits, and doubled again where there is little. Where the shortest part holds more than can be had, the log warns.
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
  while (position !== null) {
    const part = partOf(position)
    const { items, total, next } = await read(part)
    const isTooMuch = total > most || (isTotalCapped && total === most)
    const lengthMs = part.until.getTime() - part.from.getTime()
    if (isTooMuch && lengthMs > shortestMs) {
      position = { ...position, spanMs: Math.ceil(lengthMs / 2), next: null }
      continue
    }
    if (isTooMuch && part.next === null) {
      log.warn(`${name}: of ${total} in the same instant (${part.from.toISOString()}) no more than ${most} can be had.`)
    }
    position = next === null ? afterPart(position, part, total, most) : { ...position, next }
    yield { items, position }
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

/** What is left after a part. Few items: the next part may be wider. */
function afterPart(position: WindowPosition, part: WindowPart, total: number, most: number): WindowPosition | null {
  if (part.from.getTime() <= Date.parse(position.from)) return null
  const spanMs = total < most / 3 ? position.spanMs * 2 : position.spanMs
  return { ...position, until: part.from.toISOString(), spanMs, next: null }
}

/** What somebody else has left in a cursor is no position: the reading begins. */
function readPosition(given: Json | WindowPosition | undefined): WindowPosition | undefined {
  if (typeof given !== 'object' || given === null || !('spanMs' in given)) return undefined
  const { from, until, spanMs, next } = given
  const isWhole = typeof from === 'string' && typeof until === 'string' && typeof spanMs === 'number' && spanMs >= 0
  return isWhole ? { from, until, spanMs, next: typeof next === 'string' ? next : null } : undefined
}
