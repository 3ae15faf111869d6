import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { useTestDatabase } from '@data-import/test-kit'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { type DatabaseOptions, openDatabase } from './open-database.js'
import { inTransaction } from './transaction.js'

const database = useTestDatabase()
beforeAll(async () => {
  await database.db.$executeRawUnsafe('CREATE TABLE public.written (what text)')
  await database.db.$executeRawUnsafe(`CREATE FUNCTION public.slowly() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(1); RETURN NULL; END $$`)
  // Sleeps in the commit.
  await database.db.$executeRawUnsafe(
    'CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON public.written DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.slowly()',
  )
})

function open(more: Partial<DatabaseOptions> = {}) {
  const { signal } = new AbortController()
  const own = openDatabase({ connectionString: database.url, isPooled: false, signal, ...more })
  onTestFinished(own.close)
  return own
}

/** Between the test and the server, and cut on the test's side only: the server continues. */
async function startProxy(url: string) {
  const { hostname, port } = new URL(url)
  const clients = new Set<Socket>()
  const server = createServer((client) => {
    clients.add(client)
    const upstream = connect(Number(port), hostname)
    client.pipe(upstream, { end: false }).pipe(client)
    for (const socket of [client, upstream]) socket.on('error', () => undefined)
    onTestFinished(() => void upstream.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const proxied = new URL(url)
  proxied.hostname = '127.0.0.1'
  proxied.port = String(typeof address === 'object' ? address?.port : '')
  return {
    url: proxied.href,
    cut() {
      for (const client of clients) client.destroy()
    },
  }
}

const sleeping = async () =>
  database.db.$queryRawUnsafe<{ pid: number }[]>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`,
  )

const written = async (what: string) =>
  (await database.db.$queryRawUnsafe<unknown[]>('SELECT 1 FROM public.written WHERE what = $1', what)).length

it.each([true, false])(
  'a commit whose answer was lost is known to be there (through a pooler: %s)',
  async (isPooled) => {
    const proxy = await startProxy(database.url)
    const own = open({ connectionString: proxy.url, isPooled })
    const what = `answer lost ${isPooled}`
    let attempts = 0
    const work = inTransaction(own, async (transaction) => {
      attempts++
      await transaction.$executeRawUnsafe('INSERT INTO public.written VALUES ($1)', what)
      return 'done'
    })
    await expect.poll(sleeping).toHaveLength(1)
    proxy.cut()
    expect(await work).toBe('done')
    expect([attempts, await written(what)]).toEqual([1, 1])
  },
)

it('a commit that the server broke off is run again, and told of', async () => {
  const own = open()
  const told: unknown[] = []
  const work = inTransaction(
    own,
    async (transaction) => transaction.$executeRawUnsafe(`INSERT INTO public.written VALUES ('broken off')`),
    (error) => told.push(error),
  )
  await expect.poll(sleeping).toHaveLength(1)
  const [session] = await sleeping()
  await database.db.$queryRawUnsafe('SELECT pg_terminate_backend($1::int, 10000)', session?.pid)
  expect(await work).toBe(1)
  expect([told.length, await written('broken off')]).toEqual([1, 1])
})

it('a connection that the server ended while it idled is replaced', async () => {
  const own = open()
  const pid = async () => (await own.$queryRawUnsafe<{ pid: number }[]>('SELECT pg_backend_pid() AS pid'))[0]?.pid
  const first = await pid()
  await database.db.$queryRawUnsafe('SELECT pg_terminate_backend($1::int, 10000)', first)
  await expect.poll(() => pid().catch(() => first)).not.toBe(first)
})

it('a commit after a failed statement is an error, not a success', async () => {
  const work = open().$transaction(async (transaction) => {
    await transaction.$queryRawUnsafe('SELECT 1/0').then(undefined, () => undefined)
  })
  await expect(work).rejects.toThrow('committed after a statement in it had failed')
})

it('asks for the address for each connection, so that a password may expire', async () => {
  let asked = 0
  const connectionString = async () => {
    asked++
    return database.url
  }
  const own = open({ connectionString, connections: 2 })
  await Promise.all([1, 2, 3, 4].map(() => own.$queryRawUnsafe('SELECT pg_sleep(0.05)')))
  expect(asked).toBe(2)
})

it('understands an address with what Prisma adds to it', async () => {
  const url = new URL(database.url)
  url.search = '?schema=data&connection_limit=1&pool_timeout=5&pgbouncer=true'
  expect(await open({ connectionString: url.href }).$queryRawUnsafe('SELECT 7 AS seven')).toEqual([{ seven: 7 }])
})

it.each([
  ['an invalid date', new Date(Number.NaN)],
  ['NaN', Number.NaN],
])('%s never reaches a statement', async (_, value) => {
  await expect(open().$queryRawUnsafe('SELECT $1', value)).rejects.toThrow('A parameter of a statement is')
})

it.each(["'infinity'::timestamptz", "'-infinity'::timestamp"])(
  '%s is an error, not an invalid date',
  async (instant) => {
    await expect(open().$queryRawUnsafe(`SELECT ${instant} AS at`)).rejects.toThrow(
      'The database holds an instant that JavaScript has none for',
    )
  },
)

it('can be used no more once it is closed', async () => {
  const own = open()
  await own.$queryRawUnsafe('SELECT 1')
  await own.close()
  await expect(own.$queryRawUnsafe('SELECT 1')).rejects.toThrow('The pass has ended')
})
