import { describe, expect, it } from 'vitest'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()

describe("an error's body", () => {
  const messageOf = (body: unknown) => (body as { fault: string }).fault
  const messageFor = async (status: number, body: string) => {
    server.answerStatuses([status], {}, body)
    const source = server.open({ messageOf, headers: { token: `acme-secret-of-${status}` } })
    return source.get('/queues').then(String, (error: Error) => error.message)
  }

  it.each([400, 403, 404])('of %i is read as the vendor writes it', async (status) => {
    expect(await messageFor(status, '{"fault":"Your plan has no API."}')).toBe(
      `Acme Board answered ${status} (GET /api/queues): Your plan has no API.`,
    )
  })

  it('of a 401 is, too, with the credentials left out', async () => {
    expect(await messageFor(401, '{"fault":"acme-secret-of-401 has expired."}')).toContain(
      'refused the credentials (401): *** has expired.',
    )
  })

  it.each(['null', '{"message":"No."}', '{"fault":7,"message":"No."}', 'No.'])(
    'of another form is read by the usual names: %s',
    async (body) => {
      const said = body === 'null' ? '.' : ': No.'
      expect(await messageFor(400, body)).toBe(`Acme Board answered 400 (GET /api/queues)${said}`)
    },
  )
})
