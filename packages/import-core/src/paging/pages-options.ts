import type { Json } from '../contract/json.js'
import type { Query } from '../http/address.js'
import type { Paging } from './paging.js'

/** Which list is read, and from where. */
export interface PagesOptions<Item, Body> {
  paging: Paging<NoInfer<Item>, NoInfer<Body>>
  /** For each page, but for those that the vendor's own link leads to. */
  query?: Query
  headers?: Readonly<Record<string, string>>
  /** The list in an answer. Default: the answer itself. */
  items?(body: Body): readonly Item[]
  /**
   * `next` of the last page that was saved, as the partition's cursor has it; null is the start. One that the vendor no
   * longer knows begins anew, and the log says so.
   */
  from?: Json | undefined
}
