import type { TestContext } from 'vitest'
import { addAcmeSource } from './acme.js'
import { createTestDatabase, type TestDatabase } from './create-test-database.js'

/** A database with one data source of the provider ACME for a test that waits beside others; it is dropped after it. */
export async function ownDatabase({ onTestFinished }: TestContext): Promise<TestDatabase> {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  await addAcmeSource(database, 'one')
  return database
}
