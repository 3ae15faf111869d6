import { HttpError, TransientError } from '@data-import/core/provider'
import { cursorPaging, type HttpSource, type Page, type PagesOptions } from '@data-import/http'

/** A page of any list. */
export interface ListBody<Item> {
  items: Item[]
  next_page_token?: string | null
}

/** Which part of a list, and what it is about. */
export type ListOptions = Pick<PagesOptions<unknown, unknown>, 'query' | 'from' | 'isOfPart'>

/** Reads CircleCI's lists. */
export interface Lists {
  pages<Item>(path: string, options?: ListOptions): AsyncGenerator<Page<Item, ListBody<Item>>>
  all<Item>(path: string, options?: ListOptions): Promise<Item[]>
  /**
   * The whole list of something in a project that may no longer be kept: null where CircleCI says twice that it isn't
   * there. A project that is hidden meanwhile says the same, so whoever believes it asks for the project first.
   */
  allOrGone<Item>(path: string): Promise<Item[] | null>
}

/** Lists by page tokens: https://circleci.com/docs/api-developers-guide/#pagination */
export function createLists(source: HttpSource): Lists {
  const paging = cursorPaging<ListBody<unknown>>({
    parameter: 'page-token',
    cursorOf: (body) => body.next_page_token,
  })
  function pages<Item>(path: string, options: ListOptions = {}) {
    return source.pages<Item, ListBody<Item>>(path, { paging, items: ({ items }) => present(items), ...options })
  }
  async function all<Item>(path: string, options?: ListOptions): Promise<Item[]> {
    const list: Item[] = []
    for await (const { items } of pages<Item>(path, options)) list.push(...items)
    return list
  }
  return {
    pages,
    all,
    async allOrGone<Item>(path: string) {
      for (const isLast of [false, true]) {
        try {
          return await all<Item>(path, { isOfPart: true })
        } catch (error) {
          if (!isGone(error)) throw error
          if (isLast) return null
        }
      }
      return null
    },
  }
}

/** Entries that are nothing are left out; what is no list stays, so that it is refused. */
function present<Item>(items: Item[]): Item[] {
  return Array.isArray(items) ? items.filter((item) => typeof item === 'object' && item !== null) : items
}

/** Whether CircleCI says that there is no such thing, or no longer. */
export function isGone(error: unknown): boolean {
  return HttpError.isInstance(error) && (error.status === 404 || error.status === 410)
}

/** For an answer without what no row can do without: the next pass asks again. */
export function incomplete(what: string): TransientError {
  return new TransientError(`CircleCI's answer has ${what}. The next pass asks again.`)
}
