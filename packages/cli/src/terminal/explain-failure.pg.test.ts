import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainFailure } from './explain-failure.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

const database = useTestDatabase()
let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await database.db.dataSource.create({ data: { name: 'main', provider: 'GIT', organizationId: 'default' } })
})
afterAll(async () => {
  await workspace.remove()
})

const raw = /prisma|invocation|client\.|raw query|cannot execute/i

test('a database that can only be read is told as that, with exit code 2, in every command that writes', async () => {
  const name = new URL(database.url).pathname.slice(1)
  await database.db.$executeRawUnsafe(`ALTER DATABASE "${name}" SET default_transaction_read_only = on`)
  try {
    for (const argv of [
      ['run'],
      ['run', '--lock-mode', 'lease'],
      ['sources', 'add', 'GIT', '--name', 'other', '--set', 'GIT_PATH=.'],
      ['sources', 'set', 'main', '--set', 'GIT_PATH=.'],
      ['sources', 'disable', 'main'],
      ['sources', 'remove', 'main', '--yes'],
    ]) {
      const result = await workspace.run(argv)
      expect(result, argv.join(' ')).toMatchObject({ code: 2 })
      expect(result.stderr, argv.join(' ')).toMatch(/takes no writes.*primary/s)
      expect(result.stderr, argv.join(' ')).not.toMatch(raw)
    }
    expect(await workspace.run(['status'])).toMatchObject({ code: 0 })
  } finally {
    await database.db.$executeRawUnsafe(`SET default_transaction_read_only = off`)
    await workspace.run(['sql', '--write', 'SELECT 1'])
  }
})

test.for([
  ['57014', 'canceling statement due to statement timeout', /its time was over.*statement timeout/],
  ['XX001', 'invalid page in block 0', /data is damaged \(status\): invalid page in block 0/],
  ['53200', 'out of memory', /memory/],
] as const)('what Postgres says as %s is a sentence', ([originalCode, originalMessage, says]) => {
  const error = Object.assign(new Error('\nInvalid `client.dataSource.create()` invocation:\n\n\nboom'), {
    name: 'PrismaClientKnownRequestError',
    code: 'P2010',
    meta: { driverAdapterError: { cause: { originalCode, originalMessage } } },
  })
  const { message } = explainFailure(error, 'status') as Error
  expect(message).toMatch(says)
  expect(message).not.toMatch(/Invalid `client/)
})

test('what the system says of a file names it and what to do, with exit code 2', async () => {
  const error = Object.assign(new Error("ENOSPC: no space left on device, open '/x/y'"), {
    code: 'ENOSPC',
    syscall: 'open',
    path: '/x/y',
  })
  expect((explainFailure(error, 'init') as Error).message).toBe(
    "/x/y can't be used (open, ENOSPC): the disk is full. Free space, then run again.",
  )
})
