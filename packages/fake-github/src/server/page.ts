import type { Answer } from './answer.js'
import type { Call } from './call.js'

/** Where in a list a request is. */
export interface PageRequest {
  readonly page: number
  readonly perPage: number
}

/** Reads `page` and `per_page` as GitHub does: what makes no sense is the default, too much is 100. */
export function pageRequest(call: Call, defaultPerPage = 30): PageRequest {
  const read = (name: string, fallback: number) => {
    const value = Number(call.query.get(name) ?? fallback)
    return Number.isInteger(value) && value >= 1 ? value : fallback
  }
  return { page: read('page', 1), perPage: Math.min(100, read('per_page', defaultPerPage)) }
}

/** One page of rows with links to the others; `path` is what GitHub uses from page 2 on, with ids for names. */
export function pageAnswer<Row>(call: Call, path: string, rows: readonly Row[], body: (row: Row) => unknown): Answer {
  const request = pageRequest(call)
  const start = (request.page - 1) * request.perPage
  return {
    status: 200,
    body: rows.slice(start, start + request.perPage).map(body),
    headers: linkHeader(call, path, request, rows.length),
  }
}

/** `Link`, or nothing where there is but one page. */
export function linkHeader(call: Call, path: string, request: PageRequest, total: number): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / request.perPage))
  const link = (relation: string, page: number) => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(page))
    return `<${call.base}${path}?${query}>; rel="${relation}"`
  }
  const links: string[] = []
  if (request.page > 1) links.push(link('prev', Math.min(request.page - 1, last)))
  if (request.page < last) links.push(link('next', request.page + 1), link('last', last))
  if (request.page > 1) links.push(link('first', 1))
  return links.length > 0 ? { link: links.join(', ') } : {}
}

/** The path of a repository's list from page 2 on. */
export function repositoryPath(repository: { readonly id: number }, rest: string): string {
  return `/repositories/${repository.id}${rest}`
}
