import { createTestDatabase } from '@data-import/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { applyMigrations } from './apply-migrations.js'
import { createClient } from './create-client.js'
import { migrationState } from './migration-state.js'

test.each([
  "statement_timeout = '5ms'",
  "lock_timeout = '1ms'",
  "idle_in_transaction_session_timeout = '1ms'",
  "idle_session_timeout = '1ms'",
  "search_path = ''",
  'array_nulls = off',
  'default_transaction_deferrable = on',
  "default_transaction_isolation = 'serializable'",
  'standard_conforming_strings = off',
])('a database with %s is migrated once, and written by the client', async (setting) => {
  const database = await createTestDatabase({ isEmpty: true })
  onTestFinished(() => database.close())
  const name = new URL(database.url).pathname.slice(1)
  await database.db.$executeRawUnsafe(`ALTER DATABASE "${name}" SET ${setting}`)
  expect(await applyMigrations(database.url)).not.toEqual([])
  expect(await migrationState(database.url)).toEqual({ pending: [], unknown: [], failed: [] })
  expect(await applyMigrations(database.url)).toEqual([])
  const db = createClient(database.url)
  onTestFinished(() => db.$disconnect())
  await db.$transaction(async (transaction) => {
    const configs = { create: [{ key: 'A', value: 'b' }] }
    await transaction.dataSource.create({ data: { organizationId: 'o', provider: 'GIT', name: 'g', configs } })
    await transaction.$executeRawUnsafe('SELECT pg_sleep(0.02)')
  })
  expect(await db.dataSource.findMany({ include: { configs: true } })).toMatchObject([{ configs: [{ key: 'A' }] }])
})
