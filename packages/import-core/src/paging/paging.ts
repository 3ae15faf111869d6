import type { Query } from '../http/address.js'
import type { HttpAnswer } from '../http/http-source.js'

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

/** How one page of a list leads to the next. Positions are texts, so that a cursor can keep them. */
export interface Paging<Item, Body> {
  /** Whether a position that an earlier walk kept is one of this paging. */
  isPosition(position: string): boolean
  /**
   * What is asked for at a position, null being the start: parameters, or a whole path on the origin with its query.
   */
  request(position: string | null): { query: Query } | { pathOnOrigin: string }
  /** Where the next page begins; null at the end. */
  after(page: PageRead<Item, Body>): string | null | BeginAnew
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
