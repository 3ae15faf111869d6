import { ConfigurationError } from '@data-import/core/provider'
import { expect, it } from 'vitest'
import type { IssuedCredentials, RenewableCredentials } from '../credentials/credentials.js'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()

/** Issues token-1, token-2, …; each renewal waits until it is let go where `hold` is given. */
function issuer(more: Partial<IssuedCredentials> = {}) {
  const previous: (IssuedCredentials | null)[] = []
  const credentials: RenewableCredentials = {
    id: 'acme-client',
    async renew(last) {
      previous.push(last)
      const number = previous.length
      return { headers: { authorization: `Bearer acme-token-${number}` }, refreshToken: `refresh-${number}`, ...more }
    },
  }
  return { credentials, previous }
}

/** Answers 401 to all tokens but this one. */
function acceptOnly(token: () => string) {
  const seen: string[] = []
  server.answer((request, response) => {
    const given = String(request.headers.authorization)
    seen.push(given)
    if (given === `Bearer ${token()}`) response.end('{"ok":true}')
    else response.writeHead(401).end(`{"message":"${given} has expired"}`)
  })
  return seen
}

it('a token that expires in the middle of a pass is renewed once, for all who ask at that time', async () => {
  const { credentials, previous } = issuer()
  let valid = 'acme-token-1'
  acceptOnly(() => valid)
  const [one, other] = [server.open({ headers: {}, credentials }), server.open({ headers: {}, credentials })]
  await one.get('/a')
  valid = 'acme-token-2'
  await Promise.all([one.get('/b'), one.get('/c'), other.get('/d'), other.post('/e', { json: {} })])
  expect(previous.map((last) => last?.refreshToken ?? null)).toEqual([null, 'refresh-1'])
})

it('new credentials that are refused too are a configuration error, after which nothing is asked', async () => {
  const { credentials, previous } = issuer()
  const seen = acceptOnly(() => 'another')
  const source = server.open({ headers: {}, credentials })
  const refused = await source.get('/a').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(ConfigurationError)
  expect(String(refused)).not.toContain('acme-token')
  await expect(source.get('/b')).rejects.toBe(refused)
  expect(previous).toHaveLength(2)
  expect(seen).toEqual(['Bearer acme-token-1', 'Bearer acme-token-2'])
})

it('they are renewed before they expire', async () => {
  const { credentials, previous } = issuer({ expiresAt: new Date('2026-06-01T12:10:00Z') })
  acceptOnly(() => `acme-token-${previous.length}`)
  const source = server.open({ headers: {}, credentials })
  await source.get('/a')
  server.later(9 * 60_000)
  await source.get('/b')
  expect(previous).toHaveLength(1)
  server.later(40_000)
  await source.get('/c')
  expect(previous).toHaveLength(2)
})

it('a renewal that asks for new settings stops the other scripts of the pass too', async () => {
  const gone = new ConfigurationError('The refresh token was revoked: connect Acme again.')
  const credentials = { id: 'acme-client', renew: () => Promise.reject(gone) }
  await expect(server.open({ headers: {}, credentials }).get('/a')).rejects.toBe(gone)
  await expect(server.open({ headers: {}, credentials }).get('/b')).rejects.toBe(gone)
  expect(server.asked).toEqual([])
})

it('a renewal that fails is tried again by the next request', async () => {
  const { credentials } = issuer()
  acceptOnly(() => 'acme-token-1')
  let count = 0
  const failing = {
    ...credentials,
    renew: (last: IssuedCredentials | null) =>
      count++ === 0 ? Promise.reject(new Error('no network')) : credentials.renew(last),
  }
  const source = server.open({ headers: {}, credentials: failing })
  await expect(source.get('/a')).rejects.toThrow('no network')
  await expect(source.get('/b')).resolves.toMatchObject({ status: 200 })
})

it('other credentials of the same vendor are kept apart', async () => {
  const first = issuer()
  const second = issuer()
  acceptOnly(() => 'acme-token-1')
  await server.open({ headers: {}, credentials: first.credentials }).get('/a')
  await server.open({ headers: {}, credentials: { ...second.credentials, id: 'other-client' } }).get('/b')
  expect([first.previous.length, second.previous.length]).toEqual([1, 1])
  expect(server.sharedNames().join()).not.toContain('client')
})
