import { TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useHttpServer } from '../source/http-server.fixture.js'
import { offsetPaging, pageNumberPaging } from './counted-paging.js'
import { type Card, type CardPage, cards, readAll } from './pages.fixture.js'

const server = useHttpServer()
const json = (body: unknown) => JSON.stringify(body)

/** Answers the bodies one after the other. */
function answerBodies(...bodies: unknown[]) {
  server.answer((_, response) => response.end(json(bodies[server.asked.length - 1])))
}

describe('pages by number', () => {
  const size = { parameter: 'size', value: 2 }
  const items = (body: CardPage) => body.cards
  const totalOf = (body: CardPage) => body.total
  const listed = (paging: Parameters<typeof pageNumberPaging<CardPage>>[0], from?: string | null) =>
    readAll(server.open().pages('/cards', { paging: pageNumberPaging(paging), items, from }))

  it('end at an empty page, not at a short one, for a vendor may give fewer than it was asked for', async () => {
    answerBodies({ cards: cards(1) }, { cards: cards(2) }, { cards: [] })
    expect(await listed({ parameter: 'page', size })).toMatchObject({
      items: cards(1, 2),
      next: [/^2/, /^3/, null].map((at) => at && expect.stringMatching(at)),
    })
    expect(server.asked.at(-1)).toBe('GET /api/cards?size=2&page=3')
  })

  it('end when as many items have come as there are, also after an interruption', async () => {
    answerBodies({ cards: cards(1, 2), total: 3 }, { cards: cards(3), total: 3 })
    const { next } = await listed({ parameter: 'page', first: 0, size, totalOf })
    expect(next).toEqual([expect.any(String), null])
    server.asked.length = 0
    answerBodies({ cards: cards(3), total: 3 })
    expect((await listed({ parameter: 'page', first: 0, size, totalOf }, next[0])).next).toEqual([null])
    expect(server.asked).toEqual(['GET /api/cards?size=2&page=1'])
  })

  it('end where the answer says so', async () => {
    answerBodies({ cards: [], next: 'more' }, { cards: cards(1), next: null })
    const { items: read } = await listed({ parameter: 'page', hasMoreOf: ({ next }) => next === 'more' })
    expect(read).toEqual(cards(1))
  })

  it('are read again where it has fewer items than before, and none of those before is found', async () => {
    answerBodies(
      { cards: cards(1, 2), total: 4 },
      { cards: cards(4), total: 3 },
      { cards: cards(1, 3), total: 3 },
      { cards: cards(1, 3), total: 3 },
      { cards: cards(4), total: 3 },
    )
    const { items: read } = await listed({ parameter: 'page', size, totalOf })
    expect(read).toEqual(cards(1, 2, 1, 3, 4))
    expect(server.said[0]).toContain('it had 4 items and now has 3, so that some may have been passed over')
  })

  it('of a list that keeps losing items fail, resumable', async () => {
    let total = 100
    server.answer((_, response) => response.end(json({ cards: cards(total, total + 1), total: total-- })))
    const { error } = await listed({ parameter: 'page', size, totalOf })
    expect(error).toBeInstanceOf(TransientError)
  })

  it('continue after an empty one while the total says that there is more', async () => {
    answerBodies(
      { cards: cards(1, 2), total: 6 },
      { cards: [], total: 6 },
      { cards: cards(5, 6), total: 6 },
      { cards: [] },
    )
    const { items: read, error } = await listed({ parameter: 'page', size, totalOf: ({ total }) => total ?? 6 })
    expect(read).toEqual(cards(1, 2, 5, 6))
    expect(error).toBeUndefined()
    expect(server.said).toEqual([
      'Acme Board (GET /api/cards): of 6 items that it should have, 4 came: it may hide the others.',
    ])
  })

  it('are not ended by a short one while the total says that there is more', async () => {
    answerBodies({ cards: cards(1), total: 3 }, { cards: cards(3), total: 3 }, { cards: [], total: 3 })
    const { items: read } = await listed({ parameter: 'page', size, totalOf, isShortPageLast: true })
    expect(read).toEqual(cards(1, 3))
  })

  it.each([
    ['with a size', { size }, 'of 9 items that it should have, 1 came.'],
    ['without one', {}, '1 came. If it counts items that it hides, give the size of its pages.'],
    ['that says it has no more', { size, hasMoreOf: ({ cards: { length } }: CardPage) => length > 0 }, '1 came.'],
  ])('that end before all have come fail: a list %s', async (_, options, message) => {
    server.answer((_, response) => {
      response.end(json({ cards: server.asked.length === 1 ? cards(1) : [], total: 9 }))
    })
    const { error, items: read } = await listed({ parameter: 'page', totalOf, ...options })
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({ message: expect.stringContaining(message) })
    expect(read).toEqual(cards(1))
  })

  /** A vendor that gives its last page for all that would follow. */
  function answerClamped(...pages: number[][]) {
    server.answer((_, response, { searchParams }) => {
      const page = Math.min(Number(searchParams.get('page')), pages.length)
      response.end(json({ cards: cards(...(pages[page - 1] ?? [])) }))
    })
  }

  it('end with an error where the last one comes for all that would follow', async () => {
    answerClamped([1, 2], [3])
    const { error, items: read } = await listed({ parameter: 'page' })
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Acme Board \(GET \/api\/cards\) gave the same page twice, for page=3 too\./),
    })
    expect(read).toEqual(cards(1, 2, 3))
    expect(server.asked).toHaveLength(3)
  })

  it('end with that error also where a walk continues from the last one', async () => {
    answerClamped([1, 2], [3])
    const { next } = await listed({ parameter: 'page' })
    server.asked.length = 0
    const { error } = await listed({ parameter: 'page' }, next.at(-1))
    expect(error).toBeInstanceOf(TransientError)
    expect(server.asked).toEqual(['GET /api/cards?page=3'])
  })

  it('are not complete where the vendor ignores the parameter, whatever the total', async () => {
    answerBodies(...Array.from({ length: 3 }, () => ({ cards: cards(1, 2), total: 5 })))
    const { error, items: read } = await listed({ parameter: 'page', size, totalOf })
    expect(error).toBeInstanceOf(TransientError)
    expect(read).toEqual(cards(1, 2))
  })

  it('may come again where as many items as one has came in before', async () => {
    answerBodies(
      { cards: cards(2), total: 2 },
      { cards: cards(2), total: 3 },
      { cards: cards(1), total: 3 },
      { cards: cards(3), total: 3 },
    )
    const { error, items: read } = await listed({ parameter: 'page', totalOf })
    expect(error).toBeUndefined()
    expect(read).toEqual(cards(2, 2, 3))
  })

  it('that are empty without an end are a fault of the other side', async () => {
    server.answer((_, response) => response.end('{"cards":[]}'))
    const { error } = await listed({ parameter: 'page', hasMoreOf: () => true })
    expect(error).toBeInstanceOf(TransientError)
    expect(server.asked).toHaveLength(1_001)
  })

  it('may be counted in items, of which the last one is asked for again', async () => {
    server.answer((_, response, { searchParams }) => {
      const at = Number(searchParams.get('startAt'))
      response.end(json(cards(1, 2, 3).slice(at, at + 2)))
    })
    const paging = offsetPaging({ parameter: 'startAt', size: { parameter: 'maxResults', value: 2 } })
    const { items: read } = await readAll(server.open().pages<Card>('/cards', { paging }))
    expect(read).toEqual(cards(1, 2, 3))
    expect(server.asked.map((each) => each.split('&')[1])).toEqual([0, 1, 2, 3].map((at) => `startAt=${at}`))
  })

  it('that are counted in items continue after an empty one too', async () => {
    answerBodies({ cards: [], total: 3 }, { cards: cards(3), total: 3 }, { cards: [], total: 3 })
    const { items: read, error } = await readAll(
      server.open().pages('/cards', { paging: offsetPaging({ parameter: 'at', size, totalOf }), items }),
    )
    expect(read).toEqual(cards(3))
    expect(error).toBeUndefined()
    expect(server.asked.map((each) => each.split('&')[1])).toEqual(['at=0', 'at=2', 'at=3'])
  })
})
