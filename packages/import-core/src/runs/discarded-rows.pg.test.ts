import { acmeScript, addAcmeSource, createTestDatabase, type OwnTestDatabase, wireAcme } from '@data-import/test-kit'
import { afterEach, beforeEach, expect, it } from 'vitest'

let database: OwnTestDatabase
beforeEach(async () => {
  database = await createTestDatabase()
  await addAcmeSource(database, 'one')
})
afterEach(() => database.close())

async function discard(table: string, event: string, condition = 'true') {
  await database.db.$executeRawUnsafe(
    `CREATE FUNCTION public.discard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ${condition} THEN RETURN NULL; END IF; RETURN NEW; END $$`,
  )
  await database.db.$executeRawUnsafe(
    `CREATE TRIGGER discard BEFORE ${event} ON data."${table}" FOR EACH ROW EXECUTE FUNCTION public.discard()`,
  )
}

const script = acmeScript('measure', [], async ({ partitions, log }) => {
  log.info('kept')
  log.info('looked at')
  await partitions([{ key: 'all' }], async ({ checkpoint }) => {
    await checkpoint({ rows: [], cursor: 1 })
  })
})

it.each([
  ['ImportPartition', 'INSERT', 'true'],
  ['ImportPartition', 'UPDATE', 'true'],
  ['DataSourceRun', 'INSERT', 'true'],
  ['ImportLog', 'INSERT', 'true'],
  ['ImportLog', 'INSERT', "NEW.message = 'looked at'"],
])(
  'a run fails and names %s when a trigger discards what is written to it by %s where %s',
  async (table, event, condition) => {
    await discard(table, event, condition)
    const result = await wireAcme(database, [script]).run()
    expect(result.status).toBe('partial')
    expect(result.runs[0]).toMatchObject({
      status: 'FAILED',
      errorMessage: expect.stringContaining(`its table ${table}:`),
    })
    expect((await database.db.dataSource.findFirstOrThrow()).lastSyncAt).toBeNull()
  },
)

it('a run that can not be ended is told as failed when a trigger discards its end', async () => {
  await discard('DataSourceRun', 'UPDATE')
  const result = await wireAcme(database, [script]).run()
  expect(result.runs[0]).toMatchObject({ status: 'FAILED', errorMessage: expect.stringContaining('DataSourceRun') })
})
