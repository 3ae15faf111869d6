import { createServer, type IncomingMessage } from 'node:http'
import { listen } from '../proxy/listen.js'

/** A card as the fake board tells it. */
export interface FakeCard {
  id: number
  board: string
  title: string
  updatedAt: string
  /** Null while it is not done. */
  doneAt: string | null
  /** The first of its comments; there may be more. */
  comments: FakeComment[]
  commentCount: number
}

export interface FakeComment {
  id: string
  text: string
}

const hourMs = 3_600_000
const pageSize = 100
/** Cards that its search gives. */
export const mostFound = 300
const commentPageSize = 50
/** Cards that were changed at once. */
const sameInstant = 7
export const boardToken = 'token-of-acme'

/** A small kanban server: boards, and their cards by pages. */
export async function startFakeBoard({ records, text }: { records: number; text?: string }) {
  const boards = records > 0 ? ['road'] : []
  let lastId = 0
  const cards = new Map<number, FakeCard>()
  const comments = new Map<number, FakeComment[]>()
  const add = (board: string, updatedAt: Date, doneAt: string | null = updatedAt.toISOString()) => {
    const id = ++lastId
    const card = { id, board, title: text ?? `Card ${id}`, updatedAt: updatedAt.toISOString(), doneAt }
    cards.set(id, { ...card, comments: [], commentCount: 0 })
  }
  const change = (id: number, different: Partial<FakeCard>) => {
    const card = cards.get(id)
    if (card) cards.set(id, { ...card, ...different })
  }
  const ago = (hours: number) => new Date(Date.now() - hours * hourMs)
  for (let index = 0; index < records; index++) add('road', ago(24 + Math.floor(index / sameInstant)))

  const server = createServer((request, response) => {
    const [status, body] = isAllowed(request) ? answer(request) : [401, { message: 'Unauthorized' }]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const { origin, close } = await listen(server)

  function answer(request: IncomingMessage): [status: number, body: object] {
    const { pathname, searchParams } = new URL(request.url ?? '/', origin)
    if (pathname === '/boards') return [200, { boards: boards.map((id) => ({ id, name: text ?? `Board ${id}` })) }]
    const [, cardId, isComments] = /^\/cards\/(\d+)(\/comments)?$/.exec(pathname) ?? []
    if (isComments) return [200, commentPage(Number(cardId), Number(searchParams.get('offset')))]
    if (cardId !== undefined)
      return cards.has(Number(cardId)) ? [200, cards.get(Number(cardId)) as FakeCard] : [404, {}]
    const board = /^\/boards\/(\w+)\/cards$/.exec(pathname)?.[1]
    return board === undefined ? [404, { message: 'Not Found' }] : [200, pageOf(board, searchParams)]
  }

  function commentPage(id: number, offset: number): object {
    return { comments: (comments.get(id) ?? []).slice(offset, offset + commentPageSize) }
  }

  function pageOf(board: string, query: URLSearchParams): object {
    const since = query.get('since') ?? ''
    const own = [...cards.values()].filter((card) => card.board === board && card.updatedAt >= since)
    if (query.get('search') !== null) own.splice(mostFound)
    const offset = query.get('offset')
    if (offset !== null) {
      const page = own.slice(Number(offset), Number(offset) + pageSize)
      return { cards: page, next: page.length < pageSize ? null : Number(offset) + pageSize }
    }
    const newerThan = query.get('newer_than')
    if (newerThan !== null) {
      const newer = own.filter(({ updatedAt }) => updatedAt > newerThan)
      return { cards: newer.sort((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1)).slice(0, pageSize), next: null }
    }
    const isByChange = query.get('order') === 'newest'
    const isNewestFirst = isByChange || query.get('order') === 'created'
    const keyOf = ({ updatedAt, id }: FakeCard) =>
      isByChange ? `${updatedAt} ${String(id).padStart(8, '0')}` : String(id).padStart(8, '0')
    const sorted = own.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    if (isNewestFirst) sorted.reverse()
    const after = query.get('after')
    const rest = sorted.filter((card) => after === null || (isNewestFirst ? keyOf(card) < after : keyOf(card) > after))
    const page = rest.slice(0, pageSize)
    const last = page.at(-1)
    return { cards: page, next: last !== undefined && rest.length > pageSize ? keyOf(last) : null }
  }

  return {
    url: origin,
    counts: () => ({ Board: boards.length, Card: cards.size, Comment: [...comments.values()].flat().length }),
    addAndChange() {
      const [changed] = [...cards.values()].slice(Math.floor(cards.size / 2))
      if (changed) change(changed.id, { title: `${changed.title}!`, updatedAt: new Date().toISOString() })
      add('road', new Date())
    },
    removeOldest() {
      const [oldest] = cards.keys()
      if (oldest !== undefined) cards.delete(oldest)
    },
    begin: () => add('road', ago(20), null),
    /** That a card is done does not count as a change. */
    finish() {
      for (const { id, doneAt } of cards.values()) if (doneAt === null) change(id, { doneAt: new Date().toISOString() })
    },
    addComments(count: number) {
      const [card] = cards.values()
      if (!card) return
      const all = Array.from({ length: count }, (_, index) => ({
        id: `${card.id}-${index + 1}`,
        text: `Comment ${index}`,
      }))
      comments.set(card.id, all)
      const first = all.slice(0, commentPageSize)
      change(card.id, { comments: first, commentCount: count, updatedAt: new Date().toISOString() })
    },
    addOldBoard() {
      boards.push('archive')
      for (let index = 0; index < 5; index++) add('archive', ago(100 + index))
    },
    close,
  }
}

function isAllowed({ headers }: IncomingMessage): boolean {
  return headers.authorization === `Bearer ${boardToken}` || headers['x-board-token'] === boardToken
}
