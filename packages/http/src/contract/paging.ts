import type { Query } from '../request/address.js'
import type { HttpAnswer } from './http-source.js'

/** One page of a list. */
export interface Page<Item, Body = unknown> {
  items: readonly Item[]
  /** Where the next page begins: the cursor of the checkpoint that saves this page. Null at the end. */
  next: string | null
  /** The whole answer that the items were in. */
  body: Body
}

/** A page as a {@link Paging} sees it. */
export interface PageRead<Item, Body> {
  /** Where it began; null at the start. */
  position: string | null
  /** What errors call the list: `Acme Board (GET /api/cards)`. */
  list: string
  items: readonly Item[]
  body: Body
  answer: HttpAnswer<Body>
  /**
   * A link of the answer as a position: its path and query on the configured origin.
   * @throws {ConfigurationError} when it leads to another.
   */
  pathOf(link: string): string
  /** Tells the run's log. */
  warn(message: string): void
}

/** What must be read from its start again, and why. */
export interface BeginAnew {
  beginAnew: string
}

/** A page whose first item came already, asked for to see that the list has not moved. */
export interface OverlappingPage {
  next: string | null
  /** Items at its start that the page before had; they are not given again. */
  repeated: number
}

/** What is asked for: parameters, or a whole path on the origin with its query. */
export type PageRequest = { query: Query } | { pathOnOrigin: string }

/** What an earlier page says when it is asked for again. */
export type BorderVerdict =
  /** The list is where it was: the page that raised the doubt counts, and this is what follows it. */
  | { isMoved: false; next: string | null }
  /** It has moved: this page counts in place of the one that raised the doubt, and this is what follows it. */
  | { isMoved: true; next: string | null }
  | BeginAnew

/** A page behind which the list may have moved: before it counts, an earlier one is asked for again. */
export interface DoubtfulPage<Item, Body> {
  askAgain: PageRequest
  judge(again: PageRead<Item, Body>): BorderVerdict
}

/** How one page of a list leads to the next. Positions are texts, so that a cursor can keep them. */
export interface Paging<Item, Body> {
  /** Whether a position that an earlier walk kept is one of this paging. */
  isPosition(position: string): boolean
  /** What is asked for at a position, null being the start. */
  request(position: string | null): PageRequest
  /** Where the next page begins; null at the end. */
  after(page: PageRead<Item, Body>): string | null | OverlappingPage | BeginAnew | DoubtfulPage<Item, Body>
}

/** How many items are asked for at once. A vendor may give fewer. */
export interface PageSizeParameter {
  /** Name of the query parameter. */
  parameter: string
  value: number
}

export function sizeQuery(size: PageSizeParameter | undefined): Query {
  return size ? { [size.parameter]: size.value } : {}
}
