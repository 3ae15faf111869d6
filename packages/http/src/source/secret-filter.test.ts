import { describe, expect, it } from 'vitest'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const token = 'acme-secret-0123456789abcdefghijklmnopqrstuvwxyz'

/** What the error says of an answer that repeats this of the request. */
async function messageOf(repeat: (url: URL, headers: Record<string, unknown>) => unknown): Promise<string> {
  server.answer((request, response, url) => {
    response.writeHead(400).end(JSON.stringify({ message: String(repeat(url, request.headers)) }))
  })
  const query = { api_key: 'supersecret+key/123' }
  const asked = server
    .open({ headers: { authorization: `Bearer ${token}` } })
    .get('/', { query, headers: { 'x-api-key': 'other-secret-123' } })
  return asked.then(
    () => expect.unreachable('It was answered.'),
    (error: Error) => error.message,
  )
}

describe('an error that repeats a credential shows nothing of it', () => {
  it('where the text is cut in its middle', async () => {
    const message = await messageOf((_, { authorization }) => `${'x'.repeat(170)} ${authorization}`)
    expect(message).toMatch(/x \*\*\*$/)
    expect(message).not.toContain('acme')
  })

  it('where it is far behind in a text that is not read to its end', async () => {
    expect(await messageOf((_, { authorization }) => `${' '.repeat(4_080)} ${authorization}`)).not.toContain('acme-')
  })

  it('of the question itself: a header, a parameter, as it is and as it was sent', async () => {
    expect(await messageOf((_, headers) => `bad ${headers['x-api-key']}`)).toMatch(/: bad \*\*\*$/)
    expect(await messageOf((url) => `bad ${url.searchParams.get('api_key')}`)).toMatch(/: bad \*\*\*$/)
    expect(await messageOf((url) => `bad ${url.search}`)).toMatch(/: bad \?api_key=\*\*\*$/)
  })
})
