import { addAcmeSource, useTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { lookAgain } from './look-again.js'
import { recordRings } from './record-rings.js'
import { ringListener } from './ring-listener.js'

const database = useTestDatabase()

const sessions = () =>
  database.db.$queryRawUnsafe<{ pid: number }[]>(
    "SELECT pid FROM pg_stat_activity WHERE application_name = 'data-import rings' AND datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'",
  )

async function session(): Promise<number> {
  for (;;) {
    const [found] = await sessions()
    if (found) return found.pid
  }
}

it('hears webhooks and people, also after its connection broke, and nothing once it is closed', async () => {
  const { id: dataSourceId } = await addAcmeSource(database, 'one')
  let heard = () => {}
  const next = () =>
    new Promise<void>((resolve) => {
      heard = resolve
    })
  const listening = ringListener({ connectionString: database.url })(() => heard())
  const first = await session()
  let ring = next()
  await recordRings(database.db, { dataSourceId, rings: [] })
  await ring
  ring = next()
  await lookAgain(database.db, { dataSourceId })
  await ring
  ring = next()
  await database.db.$queryRawUnsafe('SELECT pg_terminate_backend($1::int)', first)
  // What came while nobody listened counts as one ring.
  await ring
  expect(await session()).not.toBe(first)
  await listening.close()
  expect(await sessions()).toEqual([])
}, 30_000)
