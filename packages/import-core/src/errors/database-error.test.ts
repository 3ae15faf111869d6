import { expect, it } from 'vitest'
import { databaseError } from './database-error.js'
import { TransientError } from './import-error.js'

it.each([
  ['an answer that did not come in time', new Error('Query read timeout')],
  [
    'a server without a free connection',
    Object.assign(new Error('sorry, too many clients already'), { code: '53300' }),
  ],
  [
    'a server that ended the connection, as Prisma says it without a code of Postgres',
    Object.assign(new Error('Raw query failed. Code: `N/A`. Message: `Server has closed the connection.`'), {
      code: 'P2010',
    }),
  ],
  ['a pooler without one', Object.assign(new Error('no more connections allowed'), { code: '08P01' })],
])('%s is a passing fault', (_, cause) => {
  const error = databaseError(cause, 'taking the lock')
  expect(error).toBeInstanceOf(TransientError)
  expect(error).toMatchObject({ cause, message: expect.stringContaining('taking the lock') })
})
