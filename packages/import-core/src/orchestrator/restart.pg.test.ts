import { repositoryTable } from '@data-import/model'
import { createClient } from '@data-import/reference-database'
import { acmeScript, type OwnServer, startOwnServer } from '@data-import/test-kit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PassEvent } from '../contract/pass-event.js'
import { rowsOf } from '../contract/tables/table-definition.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from './create-orchestrator.js'

const cases = (['session', 'lease'] as const).flatMap((mode) =>
  (['restart', 'crash'] as const).map((how) => [mode, how] as const),
)

let server: OwnServer
let db: ReturnType<typeof createClient>
beforeAll(async () => {
  server = await startOwnServer()
  db = createClient(server.url)
  await db.$executeRawUnsafe(`CREATE FUNCTION public.slowly() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN IF NEW.external_id = '3-0' THEN PERFORM pg_sleep(1); END IF; RETURN NEW; END $$`)
  await db.$executeRawUnsafe(
    'CREATE TRIGGER slow BEFORE INSERT ON data."Repository" FOR EACH ROW EXECUTE FUNCTION public.slowly()',
  )
})
afterAll(async () => {
  await db.$disconnect()
  await server.remove()
})
beforeEach(async () => {
  await db.dataSource.deleteMany()
  await db.dataSource.create({ data: { organizationId: 'acme', provider: 'ACME', name: 'one' } })
})

it.each(cases)('a pass in mode %s rides through a %s of the server, and says so', async (mode, how) => {
  const pageOf = (page: number) =>
    Array.from({ length: 50 }, (_, index) => ({
      externalId: `${page}-${index}`,
      ...{ provider: 'ACME', name: `${page}-${index}`, fullName: `${page}-${index}` },
    }))
  const sleeping = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`
  const walked: number[] = []
  const script = acmeScript('repository', [], async ({ partitions }) => {
    await partitions([{ key: 'all' }], async ({ checkpoint, cursor }) => {
      for (let page = Number(cursor ?? 0); page < 8; page++) {
        walked.push(page)
        const saving = checkpoint({ rows: [rowsOf(repositoryTable, pageOf(page))], cursor: page + 1 })
        // In the middle of the walk, while a page is being written.
        if (page === 3) {
          await expect.poll(() => db.$queryRawUnsafe(sleeping)).toHaveLength(1)
          await server[how]()
        }
        await saving
      }
    })
  })
  const events: PassEvent[] = []
  const result = await createOrchestrator({
    db,
    providers: [{ scripts: [script] }],
    lock: postgresLock({ connectionString: server.url, mode }),
    onEvent: (event) => events.push(event),
  }).run()
  expect(result).toMatchObject({ status: 'completed', runs: [{ recordsImported: 400, recordsFailed: 0 }] })
  expect(walked).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(await db.repository.count()).toBe(400)
  const told = events.flatMap((event) => (event.type === 'logged' ? [event.message] : []))
  expect(told.filter((message) => message.includes('written again')).length).toBeGreaterThan(0)
  const warned = events.flatMap((event) => (event.type === 'warned' ? [event.message] : []))
  expect(warned.some((message) => /had its lock again/.test(message))).toBe(mode === 'session')
})
