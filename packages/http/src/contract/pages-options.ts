import type { Json } from '@data-import/core/provider'
import type { Query } from '../request/address.js'
import type { Paging } from './paging.js'

/** Which list is read, and from where. */
export interface PagesOptions<Item, Body> {
  paging: Paging<NoInfer<Item>, NoInfer<Body>>
  /** For each page, but for those that the vendor's own link leads to. */
  query?: Query
  headers?: Readonly<Record<string, string>>
  /**
   * Makes the JSON body of each page's request, which is sent by POST, of the parameters that would else be its query:
   * `(page) => ({ query, variables: { ...page, id } })` for GraphQL.
   */
  json?(parameters: Query): unknown
  /** Whether the list belongs to something in a walk's partition. Default: as with `get`. */
  isOfPart?: boolean
  /** Statuses of its first answer that say that there is no such list, as where a feature is switched off: it has no page then. */
  absentOn?: readonly number[]
  /** The list in an answer. Default: the answer itself. */
  items?(body: Body): readonly Item[]
  /**
   * `next` of the last page that was saved, as the partition's cursor has it; null is the start. One that is of another
   * paging, or that the vendor refuses, starts over, once, and the log says so.
   */
  from?: Json | undefined
  /**
   * Whether the error says that the vendor no longer knows `from`. Default: every answer 4xx but 401, 403, 408, 425 and 429,
   * which are about who asks and how often.
   */
  isExpired?(error: unknown): boolean
}
