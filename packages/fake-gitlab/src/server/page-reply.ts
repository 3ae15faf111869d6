import type { FakeAnswer, ReceivedRequest } from '@data-import/fake-server'
import { ApiError } from './api-error.js'
import type { Reply } from './call.js'

const mostPerPage = 100
/** https://docs.gitlab.com/api/rest/#pagination-response-headers */
const mostCounted = 10_000

/** Cuts a page out of a list, with GitLab's headers. */
export function pageReply(request: ReceivedRequest, printedUrl: string, reply: Reply, mostOffset: number): FakeAnswer {
  if ('body' in reply) return { status: 200, body: reply.body }
  const { query } = request
  const perPage = Math.min(positive(query.get('per_page')) ?? 20, mostPerPage)
  if (query.get('pagination') === 'keyset') {
    if (!reply.keyset) {
      throw new ApiError(405, { error: 'Keyset pagination is not yet available for this type of request' })
    }
    return keysetPage(request, printedUrl, reply.list, reply.keyset.idOf, perPage)
  }
  const page = positive(query.get('page')) ?? 1
  // Only lists that could be read by keyset instead have that limit.
  if (reply.keyset && (page - 1) * perPage >= mostOffset) {
    const error = `Offset pagination has a maximum allowed offset of ${mostOffset} for requests that return objects of this type.`
    throw new ApiError(405, { error: `${error} Remaining records can be retrieved using keyset pagination.` })
  }
  const { list, hasTotals = true } = reply
  const from = (page - 1) * perPage
  const items = list.slice(from, from + perPage).map((item, index) => reply.bodyAt?.(from + index) ?? item)
  const hasNext = page * perPage < list.length
  const pages = Math.max(Math.ceil(list.length / perPage), 1)
  const isCounted = hasTotals && list.length <= mostCounted
  const link = (number: number, relation: string) => {
    const target = new URLSearchParams(query)
    target.set('page', String(number))
    target.set('per_page', String(perPage))
    return `<${printedUrl}?${target}>; rel="${relation}"`
  }
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(hasNext ? [link(page + 1, 'next')] : []),
    link(1, 'first'),
    ...(isCounted ? [link(pages, 'last')] : []),
  ]
  return {
    status: 200,
    body: items,
    headers: {
      link: links.join(', '),
      'x-next-page': hasNext ? String(page + 1) : '',
      'x-page': String(page),
      'x-per-page': String(perPage),
      'x-prev-page': page > 1 ? String(page - 1) : '',
      ...(isCounted && { 'x-total': String(list.length), 'x-total-pages': String(pages) }),
    },
  }
}

function keysetPage(
  { query }: ReceivedRequest,
  printedUrl: string,
  list: readonly unknown[],
  idOf: (index: number) => number,
  perPage: number,
): FakeAnswer {
  const isDescending = (query.get('sort') ?? 'desc') === 'desc'
  const cursor = readCursor(query.get('cursor'))
  const indexes = list.map((_, index) => index).sort((a, b) => (isDescending ? idOf(b) - idOf(a) : idOf(a) - idOf(b)))
  const rest =
    cursor === null ? indexes : indexes.filter((index) => (isDescending ? idOf(index) < cursor : idOf(index) > cursor))
  const page = rest.slice(0, perPage)
  const last = page.at(-1)
  const target = new URLSearchParams(query)
  const hasNext = last !== undefined && rest.length > perPage
  if (hasNext) target.set('cursor', Buffer.from(JSON.stringify({ id: String(idOf(last)) })).toString('base64url'))
  return {
    status: 200,
    body: page.map((index) => list[index]),
    headers: hasNext ? { link: `<${printedUrl}?${target}>; rel="next"` } : {},
  }
}

function readCursor(cursor: string | null): number | null {
  if (cursor === null) return null
  try {
    const { id } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as { id: string }
    return Number(id)
  } catch {
    throw new ApiError(400, { error: 'cursor is invalid' })
  }
}

function positive(text: string | null): number | undefined {
  if (text === null) return undefined
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : undefined
}
