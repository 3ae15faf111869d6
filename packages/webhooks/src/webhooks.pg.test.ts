import type { ExecutionContext, Provider } from '@data-import/core/provider'
import { acmeScript, isDeep, wireAcme } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { useAcmeWebhooks } from './acme-webhooks.fixture.js'

const { database, ids, notices, world, provider, script, handler, request, pass } = useAcmeWebhooks()

it('thousands of rings are one look', async () => {
  const handle = handler()
  for (let sent = 0; sent < (isDeep ? 10_000 : 1_000); sent += 100) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => handle(request())))
    expect(answers.every(({ status }) => status === 202)).toBe(true)
  }
  expect(await pass()).toEqual(['ours a'])
  expect(await pass()).toEqual([])
})

it('a secret can be changed while webhooks come with both', async () => {
  let valid: readonly string[] = ['anvil']
  const handle = handler({ secrets: (id) => (id === ids.ours ? valid : undefined) })
  expect((await handle(request({ secret: 'anvil' }))).status).toBe(202)
  expect((await handle(request({ secret: 'hammer' }))).status).toBe(401)
  valid = ['hammer', 'anvil']
  expect((await handle(request({ secret: 'anvil' }))).status).toBe(202)
  expect((await handle(request({ secret: 'hammer' }))).status).toBe(202)
  valid = ['hammer']
  expect((await handle(request({ secret: 'anvil' }))).status).toBe(401)
  expect((await handle(request({ to: ids.theirs, secret: 'hammer' }))).status).toBe(404)
})

it('a secret in an address is long enough not to be guessed', async () => {
  const inPath: Provider = { ...provider, webhookProofs: [{ kind: 'path' }] }
  const long = 'M3p2dWxHbXJ5Q0tqWm5vdA'
  const post = (secret: string, given: string) =>
    handler({ providers: [inPath], secrets: { [ids.ours]: secret } })(request({ to: `${ids.ours}/${given}` }))
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
  for (const key of ['a', 'b', 'a', 'c', 'b']) {
    world[key] = (world[key] ?? 0) + 1
    await handler()(request({ body: JSON.stringify({ repository: key }) }))
    await pass()
  }
  expect(await rows(ids.ours)).toEqual(['version 3', 'version 3', 'version 2'])
  // Those of the other data source got lost, until the interval is over.
  expect(await rows(ids.theirs)).toEqual(['version 1', 'version 1', 'version 1'])
  await wireAcme(database, [script(false)], {}).run({ force: true })
  expect(await rows(ids.theirs)).toEqual(await rows(ids.ours))
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
