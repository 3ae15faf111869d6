import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A card as the API sends it. */
export interface FakeCard {
  id: string
  board: string
  title: string
  estimate: number | null
  updated_at: string
}

/** The API of Acme Board on loopback: two boards, boards by `Link`, cards by keyset, a token. `text`: for all titles and names. */
export async function startFakeBoard({ cards: count, text }: { cards: number; text?: string | undefined }) {
  const board = (number: number) => ({ id: `board-${number}`, name: text ?? `Board ${number}` })
  const boards = count === 0 ? [] : [board(1), board(2)]
  const cards: FakeCard[] = []
  let made = 0
  const addCard = (boardId: string, updatedAt = new Date()) => {
    const id = `card-${String(made++).padStart(6, '0')}`
    const estimate = made % 3 === 0 ? null : made
    cards.push({ id, board: boardId, title: text ?? `Card ${made}`, estimate, updated_at: updatedAt.toISOString() })
  }
  for (let index = 0; index < count; index++) addCard(boards[index % 2]?.id ?? '', daysAgo(30))

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
    if (request.headers.authorization !== 'Bearer secret-of-acme') return response.writeHead(401).end('{}')
    response.setHeader('content-type', 'application/json')
    const ofBoard = /^\/api\/boards\/([^/]+)\/cards$/.exec(url.pathname)?.[1]
    if (url.pathname === '/api/boards')
      return response.end(JSON.stringify(boardPage(url, response.setHeader.bind(response))))
    if (boards.some(({ id }) => id === ofBoard)) return response.end(JSON.stringify(cardPage(url, ofBoard ?? '')))
    return response.writeHead(404).end('{"message":"There is no such board."}')
  })

  function boardPage(url: URL, setHeader: (name: string, value: string) => unknown) {
    const page = Number(url.searchParams.get('page') ?? 1)
    setHeader('x-total', String(boards.length))
    if (page < boards.length) setHeader('link', `<${url.origin}/api/boards?page=${page + 1}>; rel="next"`)
    return boards.slice(page - 1, page)
  }

  function cardPage({ searchParams }: URL, boardId: string) {
    const since = searchParams.get('updated_since') ?? ''
    const after = searchParams.get('after') ?? ''
    const found = cards.filter((card) => card.board === boardId && card.updated_at >= since && card.id > after)
    return found.slice(0, Number(searchParams.get('limit') ?? 20)).map(({ board: _, ...card }) => card)
  }

  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    boards,
    cards,
    /** A new card, and another title for an old one. */
    change() {
      addCard(boards[0]?.id ?? '')
      const oldest = cards[0]
      if (oldest) Object.assign(oldest, { title: `${oldest.title} again`, updated_at: new Date().toISOString() })
    },
    /** The oldest card is deleted. */
    remove: () => void cards.shift(),
    /** A board that is new here, with a card from long ago. */
    addBoard() {
      boards.push(board(boards.length + 1))
      addCard(boards.at(-1)?.id ?? '', daysAgo(60))
    },
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 86_400_000)
}
