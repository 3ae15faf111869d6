import { type HttpAnswer, linkPaging, type Page, type PagesOptions, type Query } from '@data-import/http'
import type { Gitlab } from './gitlab.js'

/** A page of a list of GitLab's. */
export interface ListPage<Item> extends Pick<Page<Item>, 'items' | 'next'> {
  /** How long GitLab says that the list is; null above 10,000, and where it says none. */
  total: number | null
}

/** Which list. */
export interface ListOptions<Item> extends Pick<PagesOptions<Item, readonly Item[]>, 'absentOn' | 'isOfPart'> {
  query?: Query
  /** `next` of an interrupted walk; null at the start. */
  from?: string | null
}

/** Reads a list, 100 items a page. https://docs.gitlab.com/api/rest/#pagination */
export async function* listPages<Item>(
  { rest }: Pick<Gitlab, 'rest'>,
  path: string,
  { query, from = null, ...options }: ListOptions<Item> = {},
): AsyncGenerator<ListPage<Item>> {
  let total: number | null = null
  const paging = linkPaging<readonly Item[]>({
    // GitLab gives as much as there is, up to an offset that it refuses.
    maximumTotal: Number.POSITIVE_INFINITY,
    nextOf(_, answer) {
      total = totalOf(answer.headers)
      return nextOf(answer)
    },
  })
  const pages = rest.pages<Item, readonly Item[]>(path, {
    ...options,
    paging,
    from,
    query: { per_page: 100, ...query },
  })
  for await (const { items, next } of pages) yield { items, next, total }
}

/** The whole list. */
export async function wholeList<Item>(
  gitlab: Pick<Gitlab, 'rest'>,
  path: string,
  options: ListOptions<Item> = {},
): Promise<Item[] | undefined> {
  const all: Item[] = []
  let isThere = false
  for await (const { items } of listPages<Item>(gitlab, path, options)) {
    isThere = true
    all.push(...items)
  }
  return isThere ? all : undefined
}

/** What of the next link asks for the page. Its host and path are those of `external_url`, which may be others than the configured ones. */
function nextOf<Body>({ next, url, headers }: HttpAnswer<Body>): string | null {
  const asked = new URL(url)
  if (next !== null && URL.canParse(next, url)) return `${asked.pathname}${new URL(next, url).search}`
  const page = headers.get('x-next-page')?.trim() ?? ''
  if (next !== null || !/^[1-9]\d*$/.test(page)) return next
  asked.searchParams.set('page', page)
  return `${asked.pathname}${asked.search}`
}

function totalOf(headers: Headers): number | null {
  const total = headers.get('x-total')?.trim() ?? ''
  return /^\d{1,9}$/.test(total) ? Number(total) : null
}
