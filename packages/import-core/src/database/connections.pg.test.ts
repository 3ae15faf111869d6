import { repositoryTable } from '@data-import/model'
import { createClient } from '@data-import/reference-database'
import { acmeScript, addAcmeSource, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, expect, it } from 'vitest'
import { rowsOf } from '../contract/tables/table-definition.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'

const database = useTestDatabase()
beforeAll(async () => {
  for (const name of ['a', 'b', 'c']) await addAcmeSource(database, name)
})

/** Of the lock and the import; without the one that the lock is probed with before the pass, which the server may still be ending. */
async function countConnections(): Promise<number> {
  const rows = await database.db.$queryRawUnsafe<{ count: bigint }[]>(
    `SELECT count(*) AS count FROM pg_stat_activity
     WHERE datname = current_database() AND application_name IN ('data-import lock', 'data-import')`,
  )
  return Number(rows[0]?.count)
}

it.each([1, 3])(
  'a pass uses %i connections of its own and one for the lock, however much happens, and one of the host',
  async (connections) => {
    const db = createClient(database.url, { max: 1, applicationName: 'pool' })
    let most = 0
    const scripts = ['one', 'two', 'three', 'four'].map((resource) =>
      acmeScript(resource, [], async ({ partitions, log }) => {
        const keys = Array.from({ length: 8 }, (_, index) => ({ key: `${resource}-${index}` }))
        await partitions(
          keys,
          async ({ key, checkpoint }) => {
            const row = { externalId: key, provider: 'ACME', name: key, fullName: key }
            log.info('walking')
            await checkpoint({ rows: [rowsOf(repositoryTable, [row])], cursor: 1 })
            most = Math.max(most, await countConnections())
          },
          { concurrency: 8 },
        )
      }),
    )
    const lock = postgresLock({ connectionString: database.url, connections })
    const result = await createOrchestrator({ db, providers: [{ scripts }], lock, concurrency: 8 }).run()
    await db.$disconnect()
    expect(result.status).toBe('completed')
    expect(most).toBeLessThanOrEqual(connections + 1)
    expect(most).toBeGreaterThan(1)
  },
)
