import { Client } from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { createTestDatabase } from './create-test-database.js'
import { databaseSettings } from './database-settings.js'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('a test database has the settings that were asked for', async () => {
  vi.stubEnv('TEST_DATABASE_SETTINGS', "timezone=Asia/Kolkata, datestyle='SQL, DMY'")
  const database = await createTestDatabase()
  const client = new Client({ connectionString: database.url })
  await client.connect()
  const { rows } = await client.query(
    `SELECT current_setting('timezone') AS zone, current_setting('datestyle') AS style`,
  )
  await client.end()
  await database.close()
  expect(rows).toEqual([{ zone: 'Asia/Kolkata', style: 'SQL, DMY' }])
})

test('what is no setting is an error that shows what would be one', () => {
  expect(() => databaseSettings('timezone')).toThrow(/"timezone", which is no setting. Write it as/)
  expect(databaseSettings(undefined)).toEqual([])
})
