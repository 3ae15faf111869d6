import { useTestDatabase } from '@data-import/test-kit'
import { beforeEach, describe, expect, test } from 'vitest'
import { assetNames } from './assets.js'
import type { Authorization, DashboardOptions } from './contract/options.js'
import { createDashboard } from './create-dashboard.js'

const database = useTestDatabase()
const origin = 'https://acme.example'

let asked: string[] = []
beforeEach(() => {
  asked = []
})

function ask(
  path: string,
  init: RequestInit = {},
  options: Partial<DashboardOptions> = {},
  authorization: Authorization | null = { read: true, act: false },
) {
  const db = {
    $queryRawUnsafe: <Rows>(query: string, ...values: unknown[]) => {
      asked.push(query)
      return database.db.$queryRawUnsafe<Rows>(query, ...values)
    },
    $executeRawUnsafe: (query: string, ...values: unknown[]) => {
      asked.push(query)
      return database.db.$executeRawUnsafe(query, ...values)
    },
  }
  const answer = createDashboard({ db, authorize: () => authorization, ...options })
  return answer(new Request(`${origin}${path}`, init))
}

describe('who may not read', () => {
  test.each([null, { read: false, act: true }])('finds nothing, and no question is asked', async (authorization) => {
    for (const path of ['/', '/runs', '/health', '/metrics', '/data.json', `/${assetNames.style}`, '/nowhere']) {
      for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
        const answer = await ask(path, { method }, {}, authorization)
        expect(answer.status).toBe(404)
        expect(await answer.text()).toBe(method === 'HEAD' ? '' : 'Not found\n')
      }
    }
    expect(asked).toEqual([])
  })
})

test('every answer has the headers that keep others out', async () => {
  for (const [path, status] of [
    ['/', 200],
    ['/nowhere', 404],
    ['/data.json', 200],
    [`/${assetNames.script}`, 200],
  ] as const) {
    const answer = await ask(path)
    expect([path, answer.status]).toEqual([path, status])
    const { headers } = answer
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe(
      path.includes('script-') ? 'private, max-age=31536000, immutable' : 'no-store',
    )
    expect(headers.has('set-cookie')).toBe(false)
  }
})

test('the host may allow a frame', async () => {
  const { headers } = await ask('/', {}, { frameAncestors: ["'self'", 'https://portal.acme.example'] })
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'self' https://portal.acme.example;")
  expect(headers.has('x-frame-options')).toBe(false)
})

test('HEAD answers like GET, without a body', async () => {
  const answer = await ask('/', { method: 'HEAD' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await answer.text()).toBe('')
})

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST'])('%s of a page is not allowed', async (method) => {
  const answer = await ask('/', { method })
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
})

test('an address that cannot be decoded is no page', async () => {
  expect((await ask('/%E0%A4%A')).status).toBe(404)
})

test.each(['/runs/%00', '/?text=%00', '/sources/s/commit/partition?key=%00', '/data.json?page=runs/%00'])(
  '%s is no page: a NUL stands in no table',
  async (path) => {
    expect((await ask(path)).status).toBe(404)
    expect(asked).toEqual([])
  },
)

test.each(['-271821-04-20T00:00:00.000Z', '%2B275000-01-01T00:00:00.000Z'])(
  'an instant that Postgres does not have (%s) is none',
  async (before) => {
    expect((await ask(`/passes?before=${before}`)).status).toBe(200)
  },
)

test('an onError that throws leaves the answer as it is', async () => {
  const db = {
    $queryRawUnsafe: () => Promise.reject(new Error('no')),
    $executeRawUnsafe: () => Promise.reject(new Error('no')),
  }
  const onError = () => {
    throw new Error('the log is full')
  }
  for (const path of ['/', '/data.json']) expect((await ask(path, {}, { db, onError })).status).toBe(500)
  const authorize = () => Promise.reject(new Error('no session store'))
  expect((await ask('/', {}, { authorize, onError })).status).toBe(500)
})

test('links are relative to wherever it is mounted, with and without a slash at the end', async () => {
  for (const path of ['/admin/import', '/admin/import/']) {
    const text = await (await ask(path, {}, { basePath: '/admin/import' })).text()
    const [, href = ''] = text.match(/<link rel="stylesheet" href="([^"]+)"/) ?? []
    expect(new URL(href, `${origin}${path}`).pathname).toBe(`/admin/import/${assetNames.style}`)
  }
  expect((await ask('/', {}, { basePath: '/admin/import' })).status).toBe(404)
  expect((await ask('/admin/imported', {}, { basePath: '/admin/import' })).status).toBe(404)
})

test('a database that fails is told in words, and without what it was asked', async () => {
  const told: unknown[] = []
  const secret = 'postgresql://acme:s3cret@db/acme'
  const db = {
    $queryRawUnsafe: () =>
      Promise.reject(Object.assign(new Error(`connect ECONNREFUSED ${secret}`), { code: 'ECONNREFUSED' })),
    $executeRawUnsafe: () => Promise.reject(new Error(secret)),
  }
  const answer = await ask('/', {}, { db, onError: (error) => told.push(error) })
  expect(answer.status).toBe(503)
  const text = await answer.text()
  expect(text).toContain('The database can&#39;t be reached')
  expect(text).not.toContain('s3cret')
  expect(told).toHaveLength(1)
})

test('an authorisation that throws opens nothing and tells nothing', async () => {
  const told: unknown[] = []
  const answer = await ask(
    '/',
    {},
    {
      authorize: () => Promise.reject(new Error('session store s3cret')),
      onError: (error) => told.push(error),
    },
  )
  expect([answer.status, await answer.text()]).toEqual([
    500,
    'The dashboard failed. The log of the application says why.\n',
  ])
  expect(told).toHaveLength(1)
})
