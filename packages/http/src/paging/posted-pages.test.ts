import { TransientError } from '@data-import/core/provider'
import { expect, it } from 'vitest'
import { useHttpServer } from '../source/http-server.fixture.js'
import { offsetPaging } from './counted-paging.js'
import { cursorPaging } from './cursor-paging.js'

const server = useHttpServer()

interface Answer {
  cards: { nodes: { id: number }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
}

const paging = cursorPaging<Answer>({
  parameter: 'after',
  cursorOf: ({ cards }) => cards.pageInfo.endCursor,
  hasMoreOf: ({ cards }) => cards.pageInfo.hasNextPage,
})
const options = {
  paging,
  items: ({ cards }: Answer) => cards.nodes,
  json: (page: object) => ({ query: '{ cards }', variables: { ...page, board: 'b1' } }),
}

function answerPages(pages: readonly { ids: number[]; hasNextPage: boolean; endCursor: string | null }[]) {
  let count = 0
  server.answer((_, response) => {
    const { ids = [], ...pageInfo } = pages[count++] ?? {}
    response.end(JSON.stringify({ cards: { nodes: ids.map((id) => ({ id })), pageInfo } }))
  })
}

async function read(from: string | null = null) {
  const pages: { ids: number[]; next: string | null }[] = []
  for await (const { items, next } of server.open().pages('/graphql', { ...options, from })) {
    pages.push({ ids: items.map(({ id }) => id), next })
  }
  return pages
}

it('a GraphQL list is read by POST, with its cursor among the variables', async () => {
  answerPages([
    { ids: [1, 2], hasNextPage: true, endCursor: 'c2' },
    { ids: [3], hasNextPage: false, endCursor: 'c3' },
  ])
  expect(await read()).toEqual([
    { ids: [1, 2], next: 'c2' },
    { ids: [3], next: null },
  ])
  expect(server.asked).toEqual(['POST /api/graphql', 'POST /api/graphql'])
  expect(server.bodies.map((body) => JSON.parse(body).variables)).toEqual([
    { board: 'b1' },
    { after: 'c2', board: 'b1' },
  ])
})

it('it continues where its cursor was kept, and is repeated after a failure', async () => {
  let count = 0
  server.answer((_, response) => {
    if (count++ === 0) response.writeHead(502).end()
    else response.end('{"cards":{"nodes":[{"id":3}],"pageInfo":{"hasNextPage":false,"endCursor":null}}}')
  })
  expect(await read('c2')).toEqual([{ ids: [3], next: null }])
  expect(server.bodies.map((body) => JSON.parse(body).variables.after)).toEqual(['c2', 'c2'])
})

it('one that says that more follows, and gives no cursor, has no end that could be believed', async () => {
  answerPages([{ ids: [1], hasNextPage: true, endCursor: null }])
  await expect(read()).rejects.toThrow(TransientError)
})

it('a place is written into a value where the vendor has it there', async () => {
  const builds = Array.from({ length: 5 }, (_, index) => index)
  server.answer((_, response, url) => {
    const [, from, to] = /\{(\d+),(\d+)\}/.exec(String(url.searchParams.get('tree'))) ?? []
    response.end(JSON.stringify(builds.slice(Number(from), Number(to))))
  })
  const ranged = offsetPaging({
    parameter: 'tree',
    size: { parameter: 'count', value: 2 },
    queryOf: (from, count) => ({ tree: `allBuilds[number]{${from},${from + count}}` }),
  })
  const seen: number[] = []
  for await (const { items } of server.open().pages<number>('/job/acme', { paging: ranged })) seen.push(...items)
  expect(seen).toEqual(builds)
  expect(decodeURIComponent(server.asked[0] ?? '')).toBe('GET /api/job/acme?tree=allBuilds[number]{0,2}')
})
