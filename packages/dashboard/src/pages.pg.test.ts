import { installViews } from '@data-import/insight'
import { useTestDatabase } from '@data-import/test-kit'
import { describe, expect, test } from 'vitest'
import { createDashboard } from './create-dashboard.js'
import { pages } from './pages.js'
import { hostile, makeWorld } from './worlds.fixture.js'

const database = useTestDatabase()
const origin = 'https://acme.example'

const examples: Readonly<Record<string, string>> = {
  ...{ source: 's0', resource: 'commit', pass: 'pass-0', run: 'r0-0-3', view: 'lead_time' },
}
const queries: Readonly<Record<string, string>> = {
  'sources/:source/:resource/partition': '?key=k000003',
  runs: '?source=s0&resource=commit',
}
/** An address of every page that there is. */
const addresses = pages.map(
  ({ path }) => `/${path.replace(/:(\w+)/g, (_, name: string) => examples[name] ?? name)}${queries[path] ?? ''}`,
)

async function get(path: string) {
  const failures: unknown[] = []
  const handle = createDashboard({
    db: database.db,
    authorize: () => ({ read: true, act: true }),
    actions: { run: () => undefined },
    onError: (error) => failures.push(error),
  })
  const answer = await handle(new Request(`${origin}${path}`))
  const text = await answer.text()
  expect([path, failures]).toEqual([path, []])
  return { status: answer.status, text, answer }
}

/** What a browser would run or load that isn't ours: in tags, without the values of their attributes. */
function foreign(text: string): string[] {
  const own = /^<script type="module" src="[./]*script-[0-9a-f]{12}\.js">$/
  return (text.match(/<[^>]*>/g) ?? []).filter((tag) => {
    const bare = tag.replaceAll(/"[^"]*"/g, '""')
    const isScript = /^<(script|iframe|img|object|embed|base|style)/i.test(tag) && !own.test(tag)
    return (
      isScript || /\s(on\w+|style)=|='|[^\s"]"[^\s"]/i.test(bare.replaceAll('=""', '')) || /="\s*javascript:/i.test(tag)
    )
  })
}

describe.each(['without views', 'with views'])('%s', (views) => {
  test('with nothing imported, pages say so, and there are none of what isn’t there', async () => {
    if (views === 'with views') await installViews(database.db)
    await database.db.$executeRawUnsafe('truncate "data"."DataSource" cascade')
    for (const address of addresses) {
      const { status, text } = await get(address)
      expect([address, status]).toEqual([address, address.match(/s0|pass-0|r0-/) ? 404 : 200])
      expect(foreign(text)).toEqual([])
    }
    expect((await get('/')).text).toContain('Nothing is imported yet.')
  })

  test.each(['whole', 'all failed', 'some failed', 'running'] as const)(
    'every page shows a world in which the fate is: %s',
    async (fate) => {
      await makeWorld(database.db, { sources: 3, partitions: 5, passes: 3, fate })
      for (const address of addresses) expect([address, (await get(address)).status]).toEqual([address, 200])
      for (const address of addresses) {
        const { status, text } = await get(`/data.json?page=${address.slice(1).replace('?', '&')}`)
        expect([address, status]).toEqual([address, 200])
        expect(JSON.parse(text)).toHaveProperty('data')
      }
    },
  )
})

test('nothing that is not complete is a 0, without a word about how it is counted', async () => {
  await makeWorld(database.db, { sources: 1, partitions: 5, passes: 1, fate: 'whole' })
  expect((await get('/')).text).not.toContain('each counted once')
  await makeWorld(database.db, { sources: 1, partitions: 5, passes: 1, fate: 'all failed' })
  expect((await get('/')).text).toContain('partitions, each counted once')
})

test('names of strangers stay text, wherever they stand', async () => {
  for (const name of Object.values(hostile)) {
    const names = { source: name, partition: name, reason: name, message: name }
    await makeWorld(database.db, { sources: 4, partitions: 5, passes: 2, fate: 'some failed', names })
    for (const address of addresses) {
      const { status, text } = await get(address)
      expect([address, status, foreign(text)]).toEqual([address, 200, []])
      for (const part of ['<script>alert', '"><img', '\u202e']) expect(text).not.toContain(part)
    }
  }
})

test('filters that make no sense are left out, and addresses that are none are not found', async () => {
  await makeWorld(database.db, { sources: 1, partitions: 5, passes: 2, fate: 'whole' })
  const query = `?status=';drop table&age=-1&failing=x&text=${encodeURIComponent("%' or 1=1 --")}&after=%00`
  expect((await get(`/sources/s0/commit${query.replace('&after=%00', '')}`)).status).toBe(200)
  for (const path of [
    '/?sources=-5',
    '/?sources=x',
    '/passes?before=soon',
    '/passes/pass-0?runs=1e9',
    '/runs/r0-0-3?level=x&after=gone',
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 200])
  }
  for (const path of [
    '/sources',
    '/sources/s0/nothing',
    '/sources/s0/commit/partition',
    '/runs/x',
    '/passes/x',
    '/runs',
    '/index.php',
  ]) {
    expect([path, (await get(path)).status]).toEqual([path, 404])
  }
})

test('partitions are filtered by status, text and failures, and come a hundred a page', async () => {
  await makeWorld(database.db, { sources: 1, partitions: 120, passes: 1, fate: 'some failed' })
  const keysOf = async (query: string) =>
    [...(await get(`/sources/s0/commit${query}`)).text.matchAll(/partition\?key=(k\d+)/g)].map(([, key]) => key)
  expect(await keysOf('')).toHaveLength(100)
  expect(await keysOf('?after=k000100')).toHaveLength(20)
  expect(await keysOf('?status=FAILED')).toEqual(['k000003'])
  expect(await keysOf('?failing=yes&text=502%20BAD')).toEqual(['k000003'])
  expect(await keysOf('?text=repository-12')).toEqual(['k000012', 'k000120'])
  expect(await keysOf('?age=24')).toEqual([])
})

test('cursors are shown without what may be a secret, on the page and as JSON', async () => {
  await makeWorld(database.db, { sources: 1, partitions: 5, passes: 1, fate: 'all failed' })
  for (const path of [
    '/sources/s0/commit/partition?key=k000003',
    '/data.json?page=sources/s0/commit/partition&key=k000003',
  ]) {
    const { text } = await get(path)
    expect(text).toContain('page')
    expect(text).not.toMatch(/s3cret|Y3Vyc29yOnYyOpHO/)
  }
})

test('health and metrics come from the ledger', async () => {
  await makeWorld(database.db, { sources: 1, partitions: 5, passes: 1, fate: 'whole' })
  const health = await get('/health')
  expect([health.status, JSON.parse(health.text).status]).toEqual([200, 'ok'])
  const metrics = await get('/metrics')
  expect(metrics.answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(metrics.text).toMatch(/^data_import_partitions\{.*resource="commit".*\} 5$/m)
  await database.db.$executeRawUnsafe(`update "data"."ImportLease" set acquired_at = now() - interval '9 days'`)
  await database.db.$executeRawUnsafe(
    `update "data"."DataSourceRun" set started_at = started_at - interval '9 days', completed_at = completed_at - interval '9 days'`,
  )
  await database.db.$executeRawUnsafe(`update "data"."ImportPartition" set updated_at = now() - interval '9 days'`)
  expect((await get('/health')).status).toBe(503)
})

test('a database without tables is told, with what to do', async () => {
  const failures: unknown[] = []
  const handle = createDashboard({
    ...{ db: database.db, schema: 'nowhere', authorize: () => ({ read: true, act: false }) },
    onError: (error) => failures.push(error),
  })
  const answer = await handle(new Request(`${origin}/`))
  expect(answer.status).toBe(500)
  expect(await answer.text()).toMatch(/migrate/)
  expect(failures).toHaveLength(1)
})
