import { afterAll, beforeAll } from 'vitest'
import { createTestDatabase, type OwnTestDatabase, type TestDatabase } from './create-test-database.js'

/** A database for the tests of a file or a `describe`: created before them, dropped after them. */
export function useTestDatabase(options: Parameters<typeof createTestDatabase>[0] = {}): TestDatabase {
  let database: OwnTestDatabase | undefined
  beforeAll(async () => {
    database = await createTestDatabase(options)
  })
  afterAll(() => database?.close())
  const created = () => {
    if (!database) throw new Error('The database is created before the tests run: ask for it in a test or a hook.')
    return database
  }
  return {
    get url() {
      return created().url
    },
    get db() {
      return created().db
    },
  }
}
