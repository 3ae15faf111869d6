import { ConfigurationError, TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useHttpServer } from '../source/http-server.fixture.js'
import { onePage } from './one-page.js'
import { type CardPage, cards, readAll } from './pages.fixture.js'

const server = useHttpServer()

/** What is read of a list that is answered so. */
function readAnswer(body: unknown, headers: Record<string, string> = {}) {
  server.answer((_, response) => response.writeHead(200, headers).end(JSON.stringify(body)))
  const items = (page: CardPage) => page.cards
  return readAll(server.open({ retries: 0 }).pages('/cards', { paging: onePage(), query: { all: true }, items }))
}

describe('a list on one page', () => {
  it('is asked for once', async () => {
    expect(await readAnswer({ cards: cards(1, 2) })).toEqual({ items: cards(1, 2), next: [null], error: undefined })
    expect(server.asked).toEqual(['GET /api/cards?all=true'])
  })

  it.each([null, {}, { error: 'no' }, 'text', { cards: null }])('that is none says so: %j', async (body) => {
    const { error } = await readAnswer(body)
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Acme Board answered something else than a list \(GET \/api\/cards\)/),
    })
  })

  it('that has a further one is not taken for the whole', async () => {
    const { items, error } = await readAnswer({ cards: cards(1) }, { link: '</api/cards?page=2>; rel="next"' })
    expect(items).toEqual([])
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ message: expect.stringContaining('use linkPaging()') })
  })
})
