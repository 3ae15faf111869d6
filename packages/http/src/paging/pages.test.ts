import { ConfigurationError, HttpError, TransientError } from '@data-import/core/provider'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { useHttpServer } from '../source/http-server.fixture.js'
import { pageNumberPaging } from './counted-paging.js'
import { cursorPaging } from './cursor-paging.js'
import { keysetPaging } from './keyset-paging.js'
import { linkPaging } from './link-paging.js'
import { type Card, type CardPage, cards, readAll } from './pages.fixture.js'

const server = useHttpServer()
const json = (body: unknown) => JSON.stringify(body)

/** Answers the bodies one after the other. */
function answerBodies(...bodies: unknown[]) {
  server.answer((_, response) => response.end(json(bodies[server.asked.length - 1])))
}

describe('any list', () => {
  it('is the answer itself, or what the author says, and the whole answer is given with it', async () => {
    answerBodies(cards(1), { cards: cards(2) })
    for await (const page of server.open().pages<Card>('/cards', { paging: linkPaging() })) {
      expectTypeOf(page.items).toEqualTypeOf<readonly Card[]>()
      expect(page).toEqual({ items: cards(1), next: null, body: cards(1) })
    }
    const items = (body: CardPage) => body.cards
    for await (const page of server.open().pages('/cards', { paging: linkPaging(), items })) {
      expectTypeOf(page.items).toEqualTypeOf<readonly Card[]>()
      expectTypeOf(page.body).toEqualTypeOf<CardPage>()
      expect(page).toEqual({ items: cards(2), next: null, body: { cards: cards(2) } })
    }
  })

  it('knows the form of the answer in its paging', async () => {
    answerBodies({ cards: cards(1), next: 'b' }, { cards: cards(2) })
    const paging = cursorPaging({ parameter: 'after', cursorOf: (body: CardPage) => body.next })
    const pages = server.open().pages<Card, CardPage>('/cards', { paging, items: (body) => body.cards })
    expect((await readAll(pages)).items).toEqual(cards(1, 2))
  })

  it.each([{ error: 'no' }, null, 'text', { cards: {} }])('that is none says so: %j', async (body) => {
    answerBodies(body)
    const items = (given: CardPage) => given.cards
    const { error } = await readAll(server.open({ retries: 0 }).pages('/cards', { paging: linkPaging(), items }))
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Acme Board answered something else than a list \(GET \/api\/cards\)/),
    })
  })

  it('is asked for as it was called, whatever is done to its query before the first page is taken', async () => {
    answerBodies(cards(1))
    const query = { state: ['open', 'closed'], since: new Date('2026-01-01T00:00:00Z') }
    const pages = server.open().pages<Card>('/cards', { paging: linkPaging(), query })
    query.state.length = 0
    query.since.setFullYear(2100)
    await readAll(pages)
    expect(server.asked[0]).toContain('state=open&state=closed&since=2026-01-01')
  })

  it('asks for no page before the one before it was taken', async () => {
    answerBodies(cards(1), cards(2))
    const paging = keysetPaging<Card>({ parameter: 'after', keyOf: ({ id }) => id })
    for await (const { items } of server.open().pages<Card>('/cards', { paging })) {
      expect(server.asked).toHaveLength(1)
      expect(items).toEqual(cards(1))
      break
    }
    expect(server.asked).toHaveLength(1)
  })

  it.each([7, { page: 2 }, true, 'x'])('starts over where a cursor is none of it, and says so: %j', async (from) => {
    answerBodies(cards(1), [])
    const { items } = await readAll(
      server.open().pages<Card>('/cards', { paging: pageNumberPaging({ parameter: 'page' }), from }),
    )
    expect(items).toEqual(cards(1))
    expect(server.said).toEqual([
      'Acme Board: the list of GET /api/cards is read from its start again: the position where the last walk stopped is none of its paging.',
    ])
  })

  it('that goes in a circle ends', async () => {
    server.answer((_, response, { searchParams }) => {
      const at = Number(searchParams.get('cursor') ?? 0)
      response.end(json({ cards: cards(at), next: String((at % 5) + 1) }))
    })
    const paging = cursorPaging<CardPage>({ parameter: 'cursor', cursorOf: ({ next }) => next })
    const { error } = await readAll(server.open().pages('/cards', { paging, items: (body: CardPage) => body.cards }))
    expect(error).toMatchObject({ message: 'Acme Board gives the same pages again and again (GET /api/cards).' })
    expect(server.asked.length).toBeLessThan(20)
  })

  it.each([400, 404, 409, 410, 422])('starts over, once, where its kept position is refused: %i', async (status) => {
    server.answer((_, response, { searchParams }) => {
      if (searchParams.get('cursor') === 'old') response.writeHead(status).end()
      else response.end(json({ cards: cards(1) }))
    })
    const paging = cursorPaging<CardPage>({ parameter: 'cursor', cursorOf: ({ next }) => next })
    const items = (body: CardPage) => body.cards
    const { items: read } = await readAll(server.open().pages('/cards', { paging, items, from: 'old' }))
    expect(read).toEqual(cards(1))
    expect(server.said).toEqual([
      'Acme Board: the list of GET /api/cards is read from its start again: the position where the last walk stopped is no longer known.',
    ])
  })

  it.each([401, 403])('fails where it is who asks that is refused, and not the position: %i', async (status) => {
    server.answerStatuses([status])
    const { error } = await readAll(server.open().pages('/cards', { paging: linkPaging(), from: '/api/cards?page=2' }))
    expect(error).toBeDefined()
    expect(server.asked).toHaveLength(1)
  })

  it('starts over by what the author says of an error, with any paging', async () => {
    server.answer((_, response, { searchParams }) => {
      if (searchParams.get('page') === '2') response.writeHead(403).end()
      else response.end(json(cards(...(searchParams.get('page') === '1' ? [1] : []))))
    })
    const paging = pageNumberPaging({ parameter: 'page', isShortPageLast: true, size: { parameter: 'size', value: 2 } })
    const isExpired = (error: unknown) => HttpError.isInstance(error) && error.status === 403
    const list = (options: object) => server.open().pages<Card>('/cards', { paging, from: '2//2/', ...options })
    expect((await readAll(list({ isExpired }))).items).toEqual(cards(1))
    expect((await readAll(list({ isExpired: () => false }))).error).toMatchObject({ status: 403 })
  })

  it('fails where it is refused from its start too', async () => {
    server.answerStatuses([404])
    const { error } = await readAll(server.open().pages('/cards', { paging: linkPaging(), from: '/api/cards?page=2' }))
    expect(error).toMatchObject({ status: 404 })
    expect(server.asked).toEqual(['GET /api/cards?page=2', 'GET /api/cards'])
  })
})

describe('links', () => {
  it('are followed, and the position is the same wherever the API lives', async () => {
    const links: Record<string, string> = {
      '/api/cards?size=2': `<${server.origin()}/api/cards?after=b>; rel="next"`,
      '/api/cards?after=b': '</other/cards?after=c>; rel="next"',
    }
    server.answer((request, response) => {
      const link = links[request.url ?? '']
      response.writeHead(200, link ? { link } : {}).end(json([request.url]))
    })
    const list = () => server.open().pages<string>('/cards', { paging: linkPaging(), query: { size: 2 } })
    expect(await readAll(list())).toEqual({
      items: ['/api/cards?size=2', '/api/cards?after=b', '/other/cards?after=c'],
      next: ['/api/cards?after=b', '/other/cards?after=c', null],
      error: undefined,
    })
  })

  it.each(['https://elsewhere.example/cards', '//elsewhere.example/cards'])('to %s are not followed', async (link) => {
    answerBodies({ cards: cards(1), next: link })
    const paging = linkPaging<CardPage>({ nextOf: ({ next }) => next })
    const { error } = await readAll(server.open().pages('/cards', { paging, items: (body: CardPage) => body.cards }))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ message: expect.stringContaining('points to another host') })
    expect(error).toMatchObject({ message: expect.stringContaining("foreignLinks: 'path' of createHttpSource") })
    expect(server.asked).toHaveLength(1)
  })

  it.each(['header', 'body'])(
    'to another host in the %s lead to the configured one where the author says so',
    async (place) => {
      server.answer((_, response, { searchParams }) => {
        const page = Number(searchParams.get('page') ?? 1)
        const next = page < 3 ? `http://user:word@backend.internal:8080/api/cards?page=${page + 1}` : null
        if (place === 'header' && next) response.setHeader('link', `<${next}>; rel="next"`)
        response.end(json({ cards: cards(page), ...(place === 'body' && { next }) }))
      })
      const source = server.open({ foreignLinks: 'path' })
      const paging = place === 'body' ? linkPaging<CardPage>({ nextOf: ({ next }) => next }) : linkPaging<CardPage>()
      const { items, next } = await readAll(source.pages('/cards', { paging, items: (body: CardPage) => body.cards }))
      expect(items).toEqual(cards(1, 2, 3))
      expect(server.asked).toEqual(['GET /api/cards', 'GET /api/cards?page=2', 'GET /api/cards?page=3'])
      expect(next.join()).not.toContain('backend')
    },
  )

  it('to another host are followed there by get, and redirects are not, where the author says so', async () => {
    const source = server.open({ foreignLinks: 'path' })
    await source.get('https://backend.internal/api/cards?page=2')
    expect(server.asked).toEqual(['GET /api/cards?page=2'])
    server.answer((_, response) => response.writeHead(302, { location: 'https://backend.internal/' }).end())
    await expect(source.get('/cards')).rejects.toThrow(ConfigurationError)
  })

  it('in the answer may be relative, and end with null, nothing or an empty text', async () => {
    for (const end of [null, undefined, '']) {
      server.asked.length = 0
      answerBodies({ cards: cards(1), next: '?page=2' }, { cards: cards(2), next: end })
      const paging = linkPaging<CardPage>({ nextOf: ({ next }) => next })
      await readAll(server.open().pages('/cards', { paging, items: (body: CardPage) => body.cards }))
      expect(server.asked).toEqual(['GET /api/cards', 'GET /api/cards?page=2'])
    }
  })
})

describe('keys', () => {
  it('that do not move on are a fault of the other side, and no endless walk', async () => {
    server.answer((_, response) => response.end(json(cards(1, 2))))
    const paging = keysetPaging<Card>({ parameter: 'after', keyOf: ({ id }) => id })
    const { error, items } = await readAll(server.open().pages<Card>('/cards', { paging }))
    expect(error).toBeInstanceOf(TransientError)
    expect(items).toEqual(cards(1, 2))
    expect(server.asked).toEqual(['GET /api/cards', 'GET /api/cards?after=2'])
  })

  it('that are missing are a fault of the other side', async () => {
    server.answer((_, response) => response.end('[{}]'))
    const paging = keysetPaging<Card>({ parameter: 'after', keyOf: ({ id }) => id })
    expect((await readAll(server.open().pages<Card>('/cards', { paging }))).error).toBeInstanceOf(TransientError)
  })

  it('end at a short page where the author says so', async () => {
    answerBodies(cards(1, 2), cards(3))
    const size = { parameter: 'limit', value: 2 }
    const paging = keysetPaging<Card>({ parameter: 'after', keyOf: ({ id }) => id, size, isShortPageLast: true })
    await readAll(server.open().pages<Card>('/cards', { paging }))
    expect(server.asked).toEqual(['GET /api/cards?limit=2', 'GET /api/cards?limit=2&after=2'])
  })
})
