import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { commitTable, repositoryTable } from '@data-import/model'
import {
  acmeScript,
  addAcmeSource,
  createRandom,
  recordFault,
  times,
  useTestDatabase,
  wireAcme,
} from '@data-import/test-kit'
import { afterAll, beforeAll, it } from 'vitest'
import { rowsOf } from '../contract/tables/table-definition.js'
import { inspectImport, rowsBeforeCursors } from './inspect-import.fixture.js'
import { isNewsOnly } from './pages-script.fixture.js'

const shape = { keys: 6, pages: 8, rows: 5 }
const random = createRandom()
const database = useTestDatabase()
let vendor: Server
let address: string
let badShare = 0
let bad = 0

/** Pages of commits, then an empty one; a share of the answers is a refusal, an error, half a page, or none at all. */
beforeAll(async () => {
  vendor = createServer((request, response) => {
    const [, key, page] = (request.url ?? '').split('/')
    const isThere = Number(page) < shape.pages
    const body = JSON.stringify(
      Array.from({ length: isThere ? shape.rows : 0 }, (_, index) => `${key}-${page}-${index}`),
    )
    if (random() >= badShare) return response.end(body)
    bad++
    const kind = Math.floor(random() * 4)
    if (kind === 0) return response.writeHead(429, { 'retry-after': '0' }).end()
    if (kind === 1) return response.writeHead(503).end('unavailable')
    if (kind === 2) return response.write(body.slice(0, 5), () => response.destroy())
    // Never answered: the client's timeout ends it.
    return undefined
  }).listen(0, '127.0.0.1')
  await once(vendor, 'listening')
  const bound = vendor.address()
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`
})
afterAll(async () => {
  vendor.closeAllConnections()
  vendor.close()
})

const commits = acmeScript('commit', [], async (context) => {
  const names = Array.from({ length: shape.keys }, (_, index) => `r${index}`)
  const repositories = names.map((name) => ({ externalId: name, provider: 'ACME', name, fullName: name }))
  await context.save(repositoryTable, repositories)
  await context.partitions(
    names.map((key) => ({ key })),
    async ({ key, cursor, checkpoint, startDate, endDate }) => {
      const repositoryId = context.idOf(repositoryTable, key)
      const first = isNewsOnly(startDate, endDate) ? shape.pages : Number(cursor ?? 0)
      for (let page = first; ; page++) {
        const response = await fetch(`${address}/${key}/${page}`, { signal: AbortSignal.timeout(100) })
        if (!response.ok) throw new Error(`The vendor answered ${response.status}.`)
        const shas = (await response.json()) as string[]
        if (shas.length === 0) return
        const rows = shas.map((sha) => ({
          externalId: sha,
          sha,
          repositoryId,
          message: `page ${page}`,
          parentShas: [],
        }))
        await checkpoint({ rows: [rowsOf(commitTable, rows)], cursor: page + 1 })
      }
    },
  )
})

it.each([0.05, 0.1, 0.2])('F15: with %s of the answers bad, the passes converge without a gap', async (share) => {
  bad = 0
  badShare = share
  const total = { lost: 0, doubled: 0, stuck: 0 }
  const recoveryMs: number[] = []
  const orchestrator = wireAcme(database, [commits])
  for (let count = 0; count < times(1, 5); count++) {
    await database.db.dataSource.deleteMany()
    await addAcmeSource(database, 'one')
    const startedAt = performance.now()
    let passes = 1
    while ((await orchestrator.run({ force: true })).status !== 'completed' && passes < 200) {
      passes++
      total.lost += await rowsBeforeCursors(database.db, shape.rows)
    }
    recoveryMs.push(performance.now() - startedAt)
    const found = await inspectImport(database.db, shape)
    for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
  }
  const title = `vendor answers badly, ${share * 100} %`
  await recordFault({ fault: 'F15', title, injected: bad, ...total, recoveryMs, note: 'the whole import' })
})
