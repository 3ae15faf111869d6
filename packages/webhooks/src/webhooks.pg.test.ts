import { createHmac } from 'node:crypto'
import type { DataSourceScript, ExecutionContext, Provider } from '@data-import/core/provider'
import { rowsOf } from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, isDeep, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import { createWebhookHandler, type WebhookHandlerOptions } from './index.js'

const database = useTestDatabase()
const keys = ['a', 'b', 'c']
let ours = ''
let theirs = ''
let notices: string[] = []
/** What the vendor has, by repository. */
let world: Record<string, number> = {}
let walked: string[] = []

beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  ours = (await addAcmeSource(database, 'ours', { syncIntervalMinutes: 600 })).id
  theirs = (await addAcmeSource(database, 'theirs', { syncIntervalMinutes: 600, organizationId: 'other' })).id
  notices = []
  world = { a: 1, b: 1, c: 1 }
  await pass()
})

const script: DataSourceScript = acmeScript('repository', [], (context: ExecutionContext) =>
  context.partitions(
    keys.map((key) => ({ key })),
    async ({ key }) => {
      walked.push(`${context.dataSourceId === ours ? 'ours' : 'theirs'} ${key}`)
      const row = { externalId: key, provider: 'ACME', name: `version ${world[key]}`, fullName: key }
      return { rows: [rowsOf(repositoryTable, [row])] }
    },
    { isUnchanged: () => true },
  ),
)

async function pass() {
  walked = []
  await wireAcme(database, [script], { minimumLookMs: 0 }).run()
  return walked
}

const provider: Provider = {
  scripts: [script],
  webhookProofs: [{ kind: 'hmac', header: 'x-acme-signature', prefix: 'sha256=' }],
  ringFor: (_, payload) => [{ resource: 'repository', key: (payload as { repository: string }).repository }],
}

function handler(options: Partial<WebhookHandlerOptions> = {}) {
  const secrets = { [ours]: 'anvil', [theirs]: 'rocket' }
  const onNotice = (message: string) => notices.push(message)
  return createWebhookHandler({ db: database.db, providers: [provider], secrets, onNotice, ...options })
}

interface Sent {
  to?: string
  secret?: string
  body?: string | Uint8Array
  signed?: string | Uint8Array
  headers?: Record<string, string>
}

function request({ to = ours, secret = 'anvil', body = '{"repository":"a"}', signed = body, headers = {} }: Sent = {}) {
  const signature = `sha256=${createHmac('sha256', secret).update(signed).digest('hex')}`
  return new Request(`https://acme.example/webhooks/${to}`, {
    method: 'POST',
    headers: { 'x-acme-signature': signature, 'content-type': 'application/json', ...headers },
    body: body as BodyInit,
  })
}

const requested = async () =>
  (await database.db.importPartition.findMany({ where: { NOT: { requestedAt: null } }, orderBy: { key: 'asc' } })).map(
    ({ dataSourceId, key }) => `${dataSourceId === ours ? 'ours' : 'theirs'} ${key}`,
  )

async function isUntouched(): Promise<boolean> {
  const sources = await database.db.dataSource.count({
    where: { OR: [{ NOT: { rungAt: null } }, { NOT: { requestedAt: null } }] },
  })
  return sources === 0 && (await requested()).length === 0
}

describe('a webhook', () => {
  it('that is proven is answered 202 without a body, and rings for what it says', async () => {
    const response = await handler()(request())
    expect([response.status, await response.text()]).toEqual([202, ''])
    expect(await requested()).toEqual(['ours a'])
    expect(await pass()).toEqual(['ours a'])
    expect(await pass()).toEqual([])
  })

  it.each<[string, (sent: Request) => Request | Promise<Request>, number]>([
    ['one byte of the body is another', () => request({ signed: '{"repository":"b"}' }), 401],
    ['it is signed with another secret', () => request({ secret: 'rocket' }), 401],
    ['it has no signature', () => new Request(request(), { headers: {} }), 401],
    ['the data source has no secret', () => request({ to: 'unknown' }), 404],
    ['the data source is a property of every object', () => request({ to: 'constructor' }), 404],
    ['the address has more parts', () => request({ to: `${ours}/x/y` }), 404],
    ['the address is elsewhere', () => new Request(`https://acme.example/hooks/${ours}`, { method: 'POST' }), 404],
    ['it is a GET', () => new Request(request().url), 405],
    ['it says that it has 26 MB', () => request({ headers: { 'content-length': String(26 * 2 ** 20) } }), 413],
  ])('is refused, and writes nothing, where %s', async (_, made, status) => {
    const response = await handler()(await made(request()))
    expect([response.status, await response.text()]).toEqual([status, ''])
    expect(await isUntouched()).toBe(true)
    expect(await pass()).toEqual([])
  })

  it('of more than 25 MB is refused, also where it does not say so before', async () => {
    const body = new Uint8Array(26 * 2 ** 20)
    expect((await handler()(request({ body }))).status).toBe(413)
    expect(await isUntouched()).toBe(true)
  })

  it('of 25 MB is read', async () => {
    const body = `{"repository":"a","text":"${'x'.repeat(25 * 2 ** 20 - 40)}"}`
    expect((await handler()(request({ body }))).status).toBe(202)
    expect(await requested()).toEqual(['ours a'])
  })

  it('whose body never ends is refused', async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) })
    const init = { method: 'POST', headers: { 'x-acme-signature': 'sha256=00' }, body, duplex: 'half' }
    const slow = new Request(`https://acme.example/webhooks/${ours}`, init as RequestInit)
    expect((await handler({ bodyTimeoutMs: 20 })(slow)).status).toBe(408)
    expect(await isUntouched()).toBe(true)
  })

  it('of another organisation rings for nothing of ours', async () => {
    expect((await handler()(request({ to: theirs, secret: 'anvil' }))).status).toBe(401)
    expect(await isUntouched()).toBe(true)
    expect((await handler()(request({ to: theirs, secret: 'rocket' }))).status).toBe(202)
    expect(await requested()).toEqual(['theirs a'])
  })

  it('that is no JSON, or that its provider can not read, is told of and rings for nothing', async () => {
    const handle = handler()
    for (const body of ['<xml/>', '', 'null', '{"repository":'])
      expect((await handle(request({ body }))).status).toBe(202)
    expect(notices).toHaveLength(4)
    expect(await requested()).toEqual([])
    expect(await pass()).toEqual([])
  })

  it('may have its JSON in a form', async () => {
    const body = new URLSearchParams({ payload: '{"repository":"b"}' }).toString()
    await handler()(request({ body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }))
    expect(await requested()).toEqual(['ours b'])
  })

  it('that was recorded and is sent again costs one look', async () => {
    const handle = handler()
    await Promise.all([handle(request()), handle(request()), handle(request())])
    expect(await pass()).toEqual(['ours a'])
    await handle(request())
    expect(await pass()).toEqual(['ours a'])
    expect(await pass()).toEqual([])
  })

  it('with a key that no database can hold rings for nothing', async () => {
    for (const key of ['\0', '\ud800', 'x'.repeat(100_000)]) {
      expect((await handler()(request({ body: JSON.stringify({ repository: key }) }))).status).toBe(202)
    }
    expect(await requested()).toEqual([])
  })

  it('that can not be recorded is answered so that the vendor tries again', async () => {
    const failing = {
      $queryRawUnsafe: () => Promise.reject(new Error('the database is down')),
      $executeRawUnsafe: () => Promise.reject(new Error('the database is down')),
    }
    expect((await handler({ db: failing })(request())).status).toBe(503)
    expect(notices[0]).toContain('the database is down')
  })
})

it('thousands of rings are one look', async () => {
  const handle = handler()
  for (let sent = 0; sent < (isDeep ? 10_000 : 1_000); sent += 100) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => handle(request())))
    expect(answers.every(({ status }) => status === 202)).toBe(true)
  }
  expect(await pass()).toEqual(['ours a'])
  expect(await pass()).toEqual([])
}, 300_000)

it('a secret can be changed while webhooks come with both', async () => {
  let valid: readonly string[] = ['anvil']
  const handle = handler({ secrets: (id) => (id === ours ? valid : undefined) })
  expect((await handle(request({ secret: 'anvil' }))).status).toBe(202)
  expect((await handle(request({ secret: 'hammer' }))).status).toBe(401)
  valid = ['hammer', 'anvil']
  expect((await handle(request({ secret: 'anvil' }))).status).toBe(202)
  expect((await handle(request({ secret: 'hammer' }))).status).toBe(202)
  valid = ['hammer']
  expect((await handle(request({ secret: 'anvil' }))).status).toBe(401)
  expect((await handle(request({ to: theirs, secret: 'hammer' }))).status).toBe(404)
})

it('a secret in an address is long enough not to be guessed', async () => {
  const inPath: Provider = { ...provider, webhookProofs: [{ kind: 'path' }] }
  const long = 'M3p2dWxHbXJ5Q0tqWm5vdA'
  const post = (secret: string, given: string) =>
    handler({ providers: [inPath], secrets: { [ours]: secret } })(request({ to: `${ours}/${given}` }))
  expect((await post(long, long)).status).toBe(202)
  expect((await post(long, 'anvil')).status).toBe(401)
  expect((await post('anvil', 'anvil')).status).toBe(404)
  expect(notices).toEqual([expect.stringContaining('at least 22 characters')])
})

it('rows are the same when every webhook of a day is lost', async () => {
  const rows = async (dataSourceId: string) =>
    (await database.db.repository.findMany({ where: { dataSourceId }, orderBy: { externalId: 'asc' } })).map(
      ({ name }) => name,
    )
  const polled = acmeScript('repository', [], (context: ExecutionContext) =>
    context.partitions(
      keys.map((key) => ({ key })),
      async ({ key }) => {
        const row = { externalId: key, provider: 'ACME', name: `version ${world[key]}`, fullName: key }
        return { rows: [rowsOf(repositoryTable, [row])] }
      },
    ),
  )
  for (const key of ['a', 'b', 'a', 'c', 'b']) {
    world[key] = (world[key] ?? 0) + 1
    await handler()(request({ body: JSON.stringify({ repository: key }) }))
    await pass()
  }
  expect(await rows(ours)).toEqual(['version 3', 'version 3', 'version 2'])
  // Those of the other data source got lost, until the interval is over.
  expect(await rows(theirs)).toEqual(['version 1', 'version 1', 'version 1'])
  await wireAcme(database, [polled], {}).run({ force: true })
  expect(await rows(theirs)).toEqual(await rows(ours))
})

it('answers while a pass holds its locks and writes', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  let begun = () => {}
  const walking = new Promise<void>((resolve) => {
    begun = resolve
  })
  const waiting = acmeScript('repository', [], (context: ExecutionContext) =>
    context.partitions([{ key: 'a' }], async ({ checkpoint }) => {
      await checkpoint({ rows: [], cursor: 1 })
      begun()
      await held
      return {}
    }),
  )
  const running = wireAcme(database, [waiting], {}).run({ force: true })
  await walking
  const handle = handler()
  const tookMs: number[] = []
  for (let sent = 0; sent < 50; sent++) {
    const sentAt = performance.now()
    expect((await handle(request())).status).toBe(202)
    tookMs.push(performance.now() - sentAt)
  }
  release()
  await running
  tookMs.sort((a, b) => a - b)
  console.log(`answers while a pass runs: median ${tookMs[25]?.toFixed(1)} ms, slowest ${tookMs.at(-1)?.toFixed(1)} ms`)
  expect(await pass()).toEqual(['ours a'])
})
