import { useTestDatabase } from '@data-import/test-kit'
import { PrismaPg } from '@prisma/adapter-pg'
import { Client } from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { PrismaClient } from '../generated/client.js'

/** As docs/locks.md has hosts set it. */
const options = '-c client_connection_check_interval=250'

const database = useTestDatabase()
beforeAll(async () => {
  await database.db.$executeRawUnsafe('CREATE TABLE written (how text)')
  await database.db.$executeRawUnsafe(`CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(1.5); RETURN NEW; END $$`)
  await database.db.$executeRawUnsafe(
    'CREATE TRIGGER slow BEFORE INSERT ON written FOR EACH ROW EXECUTE FUNCTION slowly()',
  )
})

const sessions = async (condition: string) =>
  (
    await database.db.$queryRawUnsafe<unknown[]>(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'dying' AND ${condition}`,
    )
  ).length

it.each([
  ['commits although nobody waits for it any more', {}, 1],
  ['ends with its client where the pool is set up for it', { options }, 0],
])('a statement of a process that died %s', async (how, more, rows) => {
  const client = new Client({ connectionString: database.url, application_name: 'dying', ...more })
  client.on('error', () => undefined)
  await client.connect()
  client.query('INSERT INTO written VALUES ($1)', [how]).catch(() => undefined)
  await expect.poll(() => sessions(`wait_event = 'PgSleep'`)).toBe(1)
  // What the server sees of a process that was killed. `connection` is public in `pg` and missing from its types.
  const { connection } = client as Client & { connection?: { stream?: { destroy(): void } } }
  connection?.stream?.destroy()
  await expect.poll(() => sessions('true'), { timeout: 10_000 }).toBe(0)
  expect(await database.db.$queryRawUnsafe(`SELECT FROM written WHERE how = '${how}'`)).toHaveLength(rows)
})

it("a host sets up its Prisma client's pool with one option", async () => {
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: database.url, options }) })
  expect(await db.$queryRawUnsafe('SHOW client_connection_check_interval')).toEqual([
    { client_connection_check_interval: '250ms' },
  ])
  await db.$disconnect()
})
