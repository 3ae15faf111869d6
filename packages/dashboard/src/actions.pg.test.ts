import { useTestDatabase } from '@data-import/test-kit'
import { beforeEach, describe, expect, test } from 'vitest'
import type { DashboardOptions } from './contract/options.js'
import { createDashboard } from './create-dashboard.js'
import { makeWorld } from './worlds.fixture.js'

const database = useTestDatabase()
const origin = 'https://acme.example'
const own = { 'sec-fetch-site': 'same-origin' }

beforeEach(() => makeWorld(database.db, { sources: 1, partitions: 3, passes: 1, fate: 'whole' }))

/** A browser of somebody who may do something, or only look. */
async function createVisitor({
  act = true,
  name = 'ann',
  ...options
}: Partial<DashboardOptions> & { act?: boolean; name?: string } = {}) {
  const handle = createDashboard({
    db: database.db,
    basePath: '/import',
    authorize: () => ({ read: true, act, name }),
    ...options,
  })
  const page = await handle(new Request(`${origin}/import/sources/s0`))
  const text = await page.text()
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? ''
  const token = text.match(/name="token" value="([^"]+)"/)?.[1] ?? ''
  const send = (path: string, form: Record<string, string>, headers: Record<string, string> = own) =>
    handle(
      new Request(`${origin}/import/${path}`, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { cookie, ...headers },
      }),
    )
  return { text, page, cookie, token, send, handle }
}

const rung = async () => {
  const [found] = await database.db.$queryRawUnsafe<{ count: number }[]>(
    `select ((select count(*) from "data"."ImportPartition" where requested_at is not null)
       + (select count(*) from "data"."DataSource" where requested_at is not null))::int as count`,
  )
  return found?.count
}

describe('a button', () => {
  test('asks that the next pass look again, and says so on the page it came from', async () => {
    const { send, token, handle, cookie } = await createVisitor()
    const answer = await send('look-again', { token, source: 's0', resource: 'commit', key: 'k000002' })
    expect(answer.status).toBe(303)
    const next = new URL(answer.headers.get('location') ?? '', `${origin}/import/look-again`)
    expect(`${next.pathname}${next.search}`).toBe('/import/sources/s0/commit/partition?key=k000002&notice=look-again')
    expect(await rung()).toBe(1)
    const text = await (await handle(new Request(next, { headers: { cookie } }))).text()
    expect(text).toContain('The next pass will look at it again')
    expect(text).toContain('Asked to look again')
  })

  test('"Run now" has the host begin a pass, and is there only if the host gave one', async () => {
    const asked: unknown[] = []
    const { send, token, text } = await createVisitor({ actions: { run: (request) => asked.push(request) } })
    expect(text).toContain('Run now')
    expect((await send('run', { token, source: 's0' })).status).toBe(303)
    expect(asked).toEqual([{ dataSourceId: 's0', name: 'ann' }])
    const without = await createVisitor()
    expect(without.text).not.toContain('Run now')
    expect((await without.send('run', { token: without.token, source: 's0' })).status).toBe(409)
  })

  test('of something that is gone says so', async () => {
    const { send, token } = await createVisitor()
    const answer = await send('look-again', { token, source: 'gone' })
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('It is no longer there')])
  })
})

describe('nothing is written', () => {
  test('for who may only look, who sees no button either', async () => {
    const actor = await createVisitor()
    const { text, send, page } = await createVisitor({ act: false })
    expect(text).not.toContain('<form method="post"')
    expect(page.headers.has('set-cookie')).toBe(false)
    const answer = await send('look-again', { token: actor.token, source: 's0' }, { ...own, cookie: actor.cookie })
    expect(answer.status).toBe(403)
    expect(await rung()).toBe(0)
  })

  test.each([
    ['from another site', { 'sec-fetch-site': 'cross-site' }],
    ['from another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ['typed by somebody', { 'sec-fetch-site': 'none' }],
    ['with the origin of others', { origin: 'https://evil.example' }],
    ['with an origin that only looks like ours', { origin: 'https://acme.example.evil.example' }],
    ['with another port', { origin: 'https://acme.example:8443' }],
    ['without a readable origin', { origin: 'null' }],
    ['with neither', {}],
  ])('by a form %s', async (_, headers) => {
    const { send, token } = await createVisitor()
    expect((await send('look-again', { token, source: 's0' }, headers as Record<string, string>)).status).toBe(403)
    expect(await rung()).toBe(0)
  })

  test('without the token, with that of another browser, or with that of another person', async () => {
    const { send, handle, cookie, token } = await createVisitor()
    const other = await createVisitor()
    expect(other.token).not.toBe(token)
    for (const wrong of ['', 'x', other.token, `${token}x`]) {
      expect((await send('look-again', { token: wrong, source: 's0' })).status).toBe(403)
    }
    expect((await send('look-again', { source: 's0' })).status).toBe(403)
    expect((await send('look-again', { token, source: 's0' }, { ...own, cookie: '' })).status).toBe(403)
    const asBob = createDashboard({
      db: database.db,
      basePath: '/import',
      authorize: () => ({ read: true, act: true, name: 'bob' }),
    })
    const request = new Request(`${origin}/import/look-again`, {
      method: 'POST',
      body: new URLSearchParams({ token, source: 's0' }),
      headers: { cookie, ...own },
    })
    expect((await asBob(request)).status).toBe(403)
    expect((await handle(new Request(`${origin}/import/look-again?source=s0`, { headers: { cookie } }))).status).toBe(
      405,
    )
    expect(await rung()).toBe(0)
  })

  test('by a body that is no form, or a huge one', async () => {
    const { handle, cookie, token } = await createVisitor()
    for (const init of [
      { body: JSON.stringify({ token, source: 's0' }), type: 'application/json' },
      { body: `token=${token}&source=s0&x=${'x'.repeat(70_000)}`, type: 'application/x-www-form-urlencoded' },
      { body: '', type: 'application/x-www-form-urlencoded' },
    ]) {
      const headers = { cookie, ...own, 'content-type': init.type }
      const answer = await handle(
        new Request(`${origin}/import/look-again`, { method: 'POST', body: init.body, headers }),
      )
      expect(answer.status).toBe(403)
    }
    expect(await rung()).toBe(0)
  })
})

test('a form over plain HTTP, where browsers send no Sec-Fetch-Site, is known by its origin', async () => {
  const { send, token } = await createVisitor()
  expect((await send('look-again', { token, source: 's0' }, { origin })).status).toBe(303)
  expect(await rung()).toBeGreaterThan(0)
})

test('the cookie is out of reach of scripts and of other sites, and is there behind a proxy that takes a prefix away', async () => {
  const { page } = await createVisitor()
  // Such a proxy serves `/import` as `/tools/import`; and `Strict` would replace it whenever a link elsewhere is followed.
  expect(page.headers.get('set-cookie')).toMatch(
    /^data_import_form=[\w-]{32}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  )
})

describe('where nothing will look', () => {
  const pause = () => database.db.$executeRawUnsafe(`update "data"."DataSource" set is_enabled = false where id = 's0'`)
  const leaveOut = async () => {
    await database.db.$executeRawUnsafe(`insert into "data"."DataSourceConfig" (id, data_source_id, key, value)
      values ('c', 's0', 'EXCLUDED_RESOURCES', 'commit')`)
    // One that took part in the newest pass is imported all the same, because others depend on it.
    await database.db.$executeRawUnsafe(
      `update "data"."DataSourceRun" set pass_id = 'older' where script_name = 'commit'`,
    )
  }
  const places = ['sources/s0/commit', 'sources/s0/commit/partition?key=k000002']

  test.each([
    ['a data source that is paused', pause],
    ['a resource that is left out', leaveOut],
  ])('of %s, there is no button, and its form is refused', async (_, change) => {
    const { send, token, handle, cookie } = await createVisitor()
    const textOf = async (path: string) =>
      (await handle(new Request(`${origin}/import/${path}`, { headers: { cookie } }))).text()
    for (const path of places) expect(await textOf(path)).toContain('Look again in the next pass')
    await change()
    for (const path of places) {
      const text = await textOf(path)
      expect(text).toContain('Complete up to')
      expect(text).not.toContain('Look again in the next pass')
    }
    const answer = await send('look-again', { token, source: 's0', resource: 'commit', key: 'k000002' })
    expect(answer.status).toBe(409)
    expect(await rung()).toBe(0)
  })

  test('a partition that is not listed any more has no button', async () => {
    const { handle, cookie } = await createVisitor()
    await database.db.$executeRawUnsafe(`update "data"."ImportPartition" set unlisted_since = now()`)
    const page = await handle(new Request(`${origin}/import/${places[1]}`, { headers: { cookie } }))
    expect(await page.text()).not.toContain('Look again in the next pass')
  })

  test('a resource that was never there is not taken for the whole data source', async () => {
    const { send, token } = await createVisitor()
    const answer = await send('look-again', { token, source: 's0', resource: 'nonsense' })
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('no longer there')])
    expect(await rung()).toBe(0)
  })
})

test('a form with a NUL is none', async () => {
  const { send, token } = await createVisitor()
  expect((await send('look-again', { token, source: 's0', resource: 'commit', key: '\0' })).status).toBe(403)
})
