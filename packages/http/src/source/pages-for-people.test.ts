import { ConfigurationError, HttpError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)
const login =
  '<!DOCTYPE html>\n<html><head><title>Sign in &#8211; Acme</title></head><body>Please sign in.</body></html>'

function answerPage(status: number, page: string, headers: Record<string, string> = { 'content-type': 'text/html' }) {
  server.answer((_, response) => response.writeHead(status, headers).end(page))
}

describe('a page for people is no data: the token or the address is wrong, and another try changes nothing', () => {
  it('when it comes with 200', async () => {
    answerPage(200, login)
    const error = await failure(server.open().get('/boards'))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({
      message:
        'Acme Board answered with a page for people ("Sign in &#8211; Acme") instead of data (200, GET /api/boards): is the token right, and is the address that of the API? Set them in the data source\'s configuration (data-import sources set).',
    })
    expect(server.asked).toHaveLength(1)
  })

  it('when a redirect leads to it', async () => {
    server.answer((_, response, { pathname }) => {
      if (pathname === '/api/boards') response.writeHead(302, { location: '/users/sign_in' }).end()
      else response.writeHead(200, { 'content-type': 'text/html' }).end(login)
    })
    const error = await failure(server.open().get('/boards'))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ message: expect.stringContaining('after a redirect to /users/sign_in') })
    expect(server.asked).toHaveLength(2)
  })

  it('when it comes with 403, which is no word of whether there is something to import', async () => {
    answerPage(403, '<html><head><meta http-equiv="refresh" content="1;url=/login"/></head><body>Log in</body></html>')
    const error = await failure(server.open().get('/job/api/json'))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(server.asked).toHaveLength(1)
  })

  it.each([
    ['whose type says JSON', login, { 'content-type': 'application/json' }],
    ['without a type', login, {}],
    ['behind a byte order mark and blanks', `\uFEFF \n${login}`, {}],
    ['behind a comment', `<!-- Acme -->\n<!-- 2 --><html>`, {}],
    ['that is XHTML', `<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html/>`, {}],
    ['that is a piece of one', '<div>Down for a while</div>', { 'content-type': 'text/html; charset=utf-8' }],
  ])('when it is one %s', async (_, page, headers) => {
    answerPage(200, page, headers)
    expect(await failure(server.open().get('/boards'))).toBeInstanceOf(ConfigurationError)
    expect(server.asked).toHaveLength(1)
  })

  it('when it answers a list, and a search', async () => {
    answerPage(200, login)
    expect(await failure(server.open().post('/search', { isIdempotent: true }))).toBeInstanceOf(ConfigurationError)
    expect(server.asked).toHaveLength(1)
  })

  it('which shows no secret that it repeats', async () => {
    answerPage(200, '<html><title>No acme-secret-1 here</title>')
    expect(await failure(server.open().get('/'))).not.toMatchObject({ message: expect.stringContaining('acme-secret') })
  })
})

describe('a page for people is as its status says', () => {
  it.each([502, 503, 504])('with %i, which a proxy sends in passing', async (status) => {
    let count = 0
    server.answer((_, response) => {
      const isFirst = count++ === 0
      response.writeHead(isFirst ? status : 200, { 'content-type': 'text/html' }).end(isFirst ? login : '[]')
    })
    expect(await server.open().get('/boards')).toMatchObject({ body: [] })
    expect(server.asked).toHaveLength(2)
  })

  it.each([404, 410])('with %i, as where a vendor has pages for what is gone', async (status) => {
    answerPage(status, login)
    const error = await failure(server.open().get('/job/x/api/json'))
    expect(HttpError.isInstance(error)).toBe(true)
    expect(error).toMatchObject({ status })
  })
})

it.each(['[]', '{"a":"<html>"}', '"<html>"'])('JSON whose type says HTML is read: %s', async (body) => {
  answerPage(200, body)
  expect((await server.open().get('/boards')).body).toEqual(JSON.parse(body))
})

it('what an author reads by himself may be HTML', async () => {
  answerPage(200, login)
  expect((await server.open({ parse: (text) => text }).get('/boards')).body).toBe(login)
})
