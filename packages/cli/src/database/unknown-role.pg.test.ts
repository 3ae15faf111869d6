import { createTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from './connect.js'

test('a user that the server does not have is said so', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  const url = new URL(database.url)
  url.username = 'nobody_of_that_name'
  const refusal = await new Client({ connectionString: url.href }).connect().catch((error: unknown) => error)
  // A server that asks for a password doesn't say whether there is such a user.
  const isTold = (refusal as { code?: string }).code === '28000'
  await expect(connect(url.href)).rejects.toThrow(
    isTold ? 'the server has no such user' : 'the user or the password is wrong',
  )
})
