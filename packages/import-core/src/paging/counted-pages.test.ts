import { describe, expect, it } from 'vitest'
import { TransientError } from '../errors/import-error.js'
import { useHttpServer } from '../http/http-server.fixture.js'
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
  const listed = (paging: Parameters<typeof pageNumberPaging<CardPage>>[0], from?: string) =>
    readAll(server.open().pages('/cards', { paging: pageNumberPaging(paging), items, from }))

  it('end at an empty page, not at a short one, for a vendor may give fewer than it was asked for', async () => {
    answerBodies({ cards: cards(1) }, { cards: cards(2) }, { cards: [] })
    expect(await listed({ parameter: 'page', size })).toMatchObject({ items: cards(1, 2), next: ['2', '3', null] })
    expect(server.asked.at(-1)).toBe('GET /api/cards?size=2&page=3')
  })

  it('end when as many items have come as there are, also after an interruption', async () => {
    answerBodies({ cards: cards(1, 2), total: 3 }, { cards: cards(3), total: 3 })
    const { next } = await listed({ parameter: 'page', first: 0, size, totalOf })
    expect(next).toEqual(['1/3/2', null])
    server.asked.length = 0
    answerBodies({ cards: cards(3), total: 3 })
    expect((await listed({ parameter: 'page', first: 0, size, totalOf }, '1/3/2')).next).toEqual([null])
    expect(server.asked).toEqual(['GET /api/cards?size=2&page=1'])
  })

  it('end where the answer says so', async () => {
    answerBodies({ cards: [], next: 'more' }, { cards: cards(1), next: null })
    const { items: read } = await listed({ parameter: 'page', hasMoreOf: ({ next }) => next === 'more' })
    expect(read).toEqual(cards(1))
  })

  it('are read anew when there are fewer items than before, because some would be missed', async () => {
    answerBodies(
      { cards: cards(1, 2), total: 4 },
      { cards: cards(4), total: 3 },
      { cards: cards(2, 3), total: 3 },
      { cards: cards(4), total: 3 },
    )
    const { items: read } = await listed({ parameter: 'page', size, totalOf })
    expect(read).toEqual(cards(1, 2, 2, 3, 4))
    expect(server.said[0]).toContain('it had 4 items and now has 3, so that some may have been passed over')
  })

  it('of a list that goes on losing items fail, resumable', async () => {
    let total = 100
    server.answer((_, response) => response.end(json({ cards: cards(1, 2), total: total-- })))
    const { error } = await listed({ parameter: 'page', size, totalOf })
    expect(error).toBeInstanceOf(TransientError)
  })

  it('that end before all have come say so', async () => {
    answerBodies({ cards: cards(1), total: 9 }, { cards: [], total: 9 })
    await listed({ parameter: 'page', size, totalOf })
    expect(server.said).toEqual(['Acme Board (GET /api/cards): of 9 items that it should have, 1 came.'])
  })

  it('that are empty without an end are a fault of the other side', async () => {
    server.answer((_, response) => response.end('{"cards":[]}'))
    const { error } = await listed({ parameter: 'page', hasMoreOf: () => true })
    expect(error).toBeInstanceOf(TransientError)
    expect(server.asked).toHaveLength(1_001)
  })

  it('may be counted in items', async () => {
    answerBodies(cards(1, 2), cards(3), [])
    const paging = offsetPaging({ parameter: 'startAt', size: { parameter: 'maxResults', value: 2 } })
    await readAll(server.open().pages<Card>('/cards', { paging }))
    expect(server.asked.map((each) => each.split('&')[1])).toEqual(['startAt=0', 'startAt=2', 'startAt=3'])
  })
})
