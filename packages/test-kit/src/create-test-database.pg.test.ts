import { Client } from 'pg'
import { expect, test } from 'vitest'
import { createTestDatabase } from './create-test-database.js'

test('a test database has the migrated tables and is its own', async () => {
  const first = await createTestDatabase()
  const second = await createTestDatabase()
  await first.db.dataSource.create({ data: { name: 'acme', organizationId: 'acme', provider: 'GIT' } })
  expect(await first.db.dataSource.count()).toBe(1)
  expect(await second.db.dataSource.count()).toBe(0)
  await first.close()
  await second.close()
})

test('closing fails, naming it, when a connection was left open', async () => {
  const database = await createTestDatabase()
  const leak = new Client({ connectionString: database.url, application_name: 'forgetful' })
  leak.on('error', () => undefined)
  await leak.connect()
  await leak.query('SELECT 42')
  await expect(database.close()).rejects.toThrow(/forgetful.*SELECT 42/)
  await leak.end()
})
