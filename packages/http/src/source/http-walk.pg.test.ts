import { type ExecutionContext, unavailableReasonOf } from '@data-import/core/provider'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { keysetPaging } from '../paging/keyset-paging.js'
import { createHttpSource } from './create-http-source.js'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

const sourceOf = (context: ExecutionContext) =>
  createHttpSource(context, { name: 'Acme Board', baseUrl: server.origin(), headers: { authorization: 'Bearer acme' } })

/** Imports the cards of the boards a and b, page by page. */
const cardScript = acmeScript('card', [], async (context) => {
  const source = sourceOf(context)
  await context.partitions([{ key: 'a' }, { key: 'b' }], async ({ key, cursor, checkpoint, unavailable }) => {
    const paging = keysetPaging<number>({ parameter: 'after', keyOf: (id) => id })
    try {
      for await (const { next } of source.pages<number>(`/boards/${key}`, { paging, from: cursor })) {
        await checkpoint({ rows: [], cursor: next })
      }
    } catch (error) {
      const reason = unavailableReasonOf(error)
      if (reason !== undefined) return unavailable(reason)
      throw error
    }
  })
})

const ledger = () =>
  database.db.importPartition.findMany({ orderBy: { key: 'asc' }, select: { key: true, status: true, reason: true } })

it('a walk that is out of quota continues in the next pass after the last page that was saved', async () => {
  let isLimited = true
  server.answer((_, response, { pathname, searchParams }) => {
    const after = Number(searchParams.get('after') ?? 0)
    if (pathname === '/boards/a' && after === 2 && isLimited)
      return response.writeHead(429, { 'retry-after': '5000' }).end()
    return response.end(JSON.stringify(pathname === '/boards/a' && after < 3 ? [after + 1] : []))
  })
  const first = await wireAcme(database, [cardScript]).run({})
  expect(first.runs[0]?.status).toBe('PARTIAL')
  expect((await ledger()).find(({ key }) => key === 'a')).toMatchObject({
    status: 'INCOMPLETE',
    reason: expect.stringMatching(
      /^The rate limit of this token was met at Acme Board until .* The next pass continues here\.$/,
    ),
  })
  isLimited = false
  server.asked.length = 0
  const second = await wireAcme(database, [cardScript]).run({})
  expect(second.runs[0]?.status).toBe('COMPLETED')
  // After it the list is walked again, for what has come since the first pass.
  expect(server.asked.filter((asked) => asked.includes('/boards/a')).slice(0, 2)).toEqual([
    'GET /boards/a?after=2',
    'GET /boards/a?after=3',
  ])
})

it('a part that is gone is not available, with the reason, and the others are imported', async () => {
  server.answer((_, response, { pathname }) => response.writeHead(pathname === '/boards/a' ? 404 : 200).end('[]'))
  const { runs } = await wireAcme(database, [cardScript]).run({})
  expect(runs[0]?.status).toBe('PARTIAL')
  expect(await ledger()).toEqual([
    { key: 'a', status: 'UNAVAILABLE', reason: 'gone, or the credentials have no access to it (404)' },
    { key: 'b', status: 'COMPLETE', reason: null },
  ])
})

it('what one script of a pass learns of its token, the next one need not ask again', async () => {
  server.answerStatuses([401])
  const ask = async (context: ExecutionContext) => void (await sourceOf(context).get('/'))
  const first = acmeScript('board', [], (context) => ask(context).catch(() => {}))
  const { runs } = await wireAcme(database, [first, acmeScript('card', ['board'], ask)]).run({})
  expect(runs.find(({ resource }) => resource === 'card')).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringContaining('Acme Board refused the credentials (401)'),
  })
  expect(server.asked).toHaveLength(1)
})
