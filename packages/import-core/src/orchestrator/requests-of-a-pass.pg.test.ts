import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { Client } from 'pg'
import { beforeEach, expect, it, vi } from 'vitest'

const database = useTestDatabase()
beforeEach(() => database.db.dataSource.deleteMany())

/** How often a pass waits for an answer of the database, once its connections are open. */
async function queriesOf(pass: () => Promise<unknown>): Promise<number> {
  // The host's client of the tests is one of `pg` too.
  const query = vi.spyOn(Client.prototype, 'query')
  try {
    await pass()
    return query.mock.calls.length
  } finally {
    query.mockRestore()
  }
}

it('asks nine queries where nothing is due, however many data sources there are', async () => {
  for (const name of ['one', 'two', 'three']) await addAcmeSource(database, name, { syncIntervalMinutes: 60 })
  const pass = wireAcme(database, [acmeScript('commit', [], async () => {})])
  await pass.run()
  expect(await queriesOf(() => pass.run())).toBe(9)
})

it('asks four more for a run that finds nothing: its lock, its start, its end, and the lock given back', async () => {
  await addAcmeSource(database, 'one')
  const withScripts = (count: number) => {
    const scripts = Array.from({ length: count }, (_, index) => acmeScript(`resource-${index}`, [], async () => {}))
    return wireAcme(database, scripts, { concurrency: 1 })
  }
  const queries: number[] = []
  for (const count of [1, 2, 3]) queries.push(await queriesOf(() => withScripts(count).run()))
  const [one = 0, two = 0, three = 0] = queries
  expect([two - one, three - two]).toEqual([4, 4])
})
