import { expect, it } from 'vitest'
import { databaseError } from './database-error.js'
import { ConfigurationError, ImportError, TransientError } from './import-error.js'

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

it.each(['query_wait_timeout', 'no more connections allowed (max_client_conn)', 'max clients reached'])(
  'a pooler that says %j is named, and no database that is down',
  (said) => {
    const error = databaseError(Object.assign(new Error(said), { code: '08P01' }), 'saving rows') as Error
    expect(error.message).toContain(said)
    expect(error.message).toMatch(/pooler.*saving rows.*default_pool_size/)
    expect(error.message).not.toContain("can't be reached")
  },
)

/** Every class of Postgres' appendix A, with codes that need words of their own. */
const classes = `00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 10 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D 3F 40 42 44 53 54 55 57 58 72 F0 HV P0 XX`
const states = [
  ...classes.split(' ').map((name) => `${name}000`),
  ...'08P01 22001 22P02 22P05 23505 23514 25006 25P02 25P03 25P04 28P01 40001 40P01 42501 42703 42704 42P01 42P10 53100 53200 53300 53400 54001 55P03 55006 57014 57P01 57P02 57P03 57P04 57P05 58030 58P01 P0001 XX001 XX002 ZZ123'.split(
    ' ',
  ),
]

/** As the drivers give it. */
const forms: [string, (state: string) => Error][] = [
  ['pg', (code) => Object.assign(new Error('the server says why'), { code, severity: 'ERROR' })],
  [
    'Prisma 6',
    (code) =>
      Object.assign(new Error(`\nInvalid \`prisma.$queryRawUnsafe()\` invocation:\n\n\nRaw query failed.`), {
        name: 'PrismaClientKnownRequestError',
        code: 'P2010',
        meta: { code, message: 'the server says why' },
      }),
  ],
  [
    'Prisma 7',
    (originalCode) =>
      Object.assign(new Error(`\nInvalid \`prisma.$queryRawUnsafe()\` invocation:\n\n\nRaw query failed.`), {
        name: 'PrismaClientKnownRequestError',
        code: 'P2010',
        meta: { driverAdapterError: { cause: { originalCode, originalMessage: 'the server says why' } } },
      }),
  ],
]

it.each(states.flatMap((state) => forms.map(([driver, make]) => [state, driver, make] as const)))(
  'SQLSTATE %s from %s is put into words',
  (state, _, make) => {
    const cause = make(state)
    const error = databaseError(cause, 'saving rows')
    expect(ImportError.isInstance(error)).toBe(true)
    const { message, recovery } = error as ImportError
    expect(error).toMatchObject({ cause })
    expect(['retry', 'configure']).toContain(recovery)
    // What failed, doing what, and what to do; nothing of the client's own.
    expect(message).toMatch(/^[A-Z][^()]+( \(SQLSTATE \w+\))? \(saving rows\)(: the server says why)?\. [A-Z].+[.?]?$/)
    expect(message).not.toMatch(/prisma|P2010/i)
  },
)

it.each([
  ['25006', ConfigurationError, /standby.*primary.*default_transaction_read_only/],
  ['57014', TransientError, /its time was over, or somebody cancelled it/],
  ['53200', TransientError, /ran out of memory/],
  ['53400', TransientError, /A limit of the database was reached \(saving rows\): the server says why/],
  ['58030', TransientError, /could not read or write its files/],
  ['XX002', ConfigurationError, /REINDEX/],
  ['57P03', TransientError, /starting up/],
  ['0A000', ConfigurationError, /A rule/],
  ['P0001', ConfigurationError, /trigger of the database raised an error \(saving rows\): the server says why/],
  ['ZZ123', TransientError, /SQLSTATE ZZ123/],
])('SQLSTATE %s says what to do', (code, kind, message) => {
  const error = databaseError(Object.assign(new Error('the server says why'), { code }), 'saving rows')
  expect(error).toBeInstanceOf(kind)
  expect(error).toMatchObject({ message: expect.stringMatching(message) })
})

it.each([
  ['P1000', ConfigurationError],
  ['P2021', ConfigurationError],
  ['P2024', TransientError],
  ['P2034', TransientError],
  ['P9999', TransientError],
])("Prisma's own code %s is put into words", (code, kind) => {
  const message = '\nInvalid `prisma.dataSource.create()` invocation in\n/home/acme/main.ts:1:1\n\nIt is so.'
  const cause = Object.assign(new Error(message), { name: 'PrismaClientKnownRequestError', code })
  const error = databaseError(cause, 'saving rows')
  expect(error).toBeInstanceOf(kind)
  expect((error as Error).message).toMatch(/\(saving rows\): It is so\. /)
})

it('what is no failure of a database stays what it is', () => {
  const error = new TypeError('the script is wrong')
  expect(databaseError(error, 'saving rows')).toBe(error)
})
