import { expect, test } from 'vitest'
import { createLocalAccess } from './local-access.js'
import { createPasswordAccess } from './password-access.js'

const host = '127.0.0.1:4711'
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Request(`http://${headers.host ?? host}${path}`, { method, headers: { host, ...headers } })
const create = () => createLocalAccess([host, 'localhost:4711'], 'session')

async function enter({ token, access }: ReturnType<typeof create>) {
  const answer = access(ask(`/?token=${token}`))
  return { answer, cookie: answer?.headers.get('set-cookie')?.split(';')[0] ?? '' }
}

test('the token opens the page once, for the browser that brought it', async () => {
  const local = create()
  expect(local.access(ask('/'))?.status).toBe(403)
  const { answer, cookie } = await enter(local)
  expect(answer?.status).toBe(200)
  expect(answer?.headers.get('set-cookie')).toMatch(/^session=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/)
  expect(local.access(ask('/passes', { cookie }))).toBeUndefined()
  expect(local.access(ask('/', { cookie, host: 'localhost:4711' }))).toBeUndefined()
  const again = local.access(ask(`/?token=${local.token}`))
  expect([again?.status, again?.headers.has('set-cookie')]).toEqual([403, false])
})

test('a wrong token opens nothing and does not use the right one up; nor does a look ahead', async () => {
  const local = create()
  for (const token of ['', 'x', `${local.token}x`, local.token.slice(1)]) {
    expect(local.access(ask(`/?token=${token}`))?.status).toBe(403)
  }
  expect(local.access(ask(`/?token=${local.token}`, {}, 'HEAD'))?.status).toBe(403)
  expect((await enter(local)).answer?.status).toBe(200)
})

test.each(['evil.example:4711', '127.0.0.1', '127.0.0.1:80', 'localhost', ''])(
  'a request to the host "%s" is refused, whatever it brings',
  async (wrong) => {
    const local = create()
    const { cookie } = await enter(local)
    const request = new Request(`http://${host}/?token=${local.token}`, { headers: { cookie, host: wrong } })
    expect(local.access(request)?.status).toBe(421)
  },
)

test.each(['https://evil.example', 'null', 'http://127.0.0.1:80', 'https://127.0.0.1:4711'])(
  'a request from a page of %s is refused',
  async (origin) => {
    const local = create()
    const { cookie } = await enter(local)
    expect(local.access(ask('/look-again', { cookie, origin }, 'POST'))?.status).toBe(403)
    expect(local.access(ask('/look-again', { cookie, origin: `http://${host}` }, 'POST'))).toBeUndefined()
  },
)

test('a password is asked for, of people and of programs', () => {
  const access = createPasswordAccess('correct horse: battery')
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
  const statusOf = (authorization?: string) => access(ask('/', authorization ? { authorization } : {}))?.status
  expect(statusOf()).toBe(401)
  expect(access(ask('/'))?.headers.get('www-authenticate')).toContain('Basic')
  for (const wrong of [
    basic('ann:correct horse'),
    basic('correct horse: batter'),
    basic('x'),
    'Bearer x',
    'Digest x',
    'Basic',
  ]) {
    expect(statusOf(wrong)).toBe(401)
  }
  expect(statusOf(basic('ann:correct horse: battery'))).toBeUndefined()
  expect(createPasswordAccess('0123456789ab')(ask('/', { authorization: 'Bearer 0123456789ab' }))).toBeUndefined()
})

test('a pass phrase may have spaces, also where a program sends it', () => {
  const access = createPasswordAccess('correct horse battery')
  const statusOf = (authorization: string) => access(ask('/', { authorization }))?.status
  expect(statusOf('Bearer correct horse battery')).toBeUndefined()
  expect(statusOf('bearer  correct horse battery')).toBeUndefined()
  expect(statusOf('Bearer correct horse')).toBe(401)
})

test('on the port of HTTP, browsers leave the port out', () => {
  const { access, token } = createLocalAccess(['127.0.0.1:80', 'localhost:80', '[::1]:80'], 'session')
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const answer = access(ask('/', { host: name, origin: `http://${name}` }))
    expect([name, answer?.status]).toEqual([name, 403])
    expect(access(ask(`/?token=x`, { host: name }))?.status).toBe(403)
  }
  expect(access(ask(`/?token=${token}`, { host: 'localhost' }))?.status).toBe(200)
})

test('a short password is refused', () => {
  expect(() => createPasswordAccess('short')).toThrow('at least 12 characters')
})
