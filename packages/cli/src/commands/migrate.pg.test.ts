import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const commands = [['status'], ['run'], ['runs'], ['locks'], ['sources', 'list'], ['sql', 'SELECT 1']]

let database: OwnTestDatabase
let workspace: Workspace

beforeAll(async () => {
  database = await createTestDatabase({ isEmpty: true })
  workspace = await createWorkspace({ DATABASE_URL: database.url })
})

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

test('an empty database is not touched until it is migrated', async () => {
  for (const argv of commands) {
    const result = await workspace.run(argv)
    expect(result, argv.join(' ')).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain('lacks the tables of the import. Run: data-import migrate')
  }
  const migrated = await workspace.run(['migrate', '--json'])
  expect(migrated.code).toBe(0)
  expect(migrated.json<{ applied: string[] }>().applied).not.toEqual([])
  expect(await workspace.run(['migrate'])).toMatchObject({ code: 0, stdout: expect.stringContaining('already') })
  for (const argv of commands) expect(await workspace.run(argv), argv.join(' ')).toMatchObject({ code: 0 })
})

test('tables that an application migrates itself are taken', async () => {
  await database.db.$executeRaw`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
    SELECT 'x', 'x', 'application_own', now()`
  await database.db.$executeRaw`UPDATE _prisma_migrations SET migration_name = 'application_' || migration_name
    WHERE migration_name <> 'application_own'`
  expect(await workspace.run(['status'])).toMatchObject({ code: 0 })
})

test('a database that can not be used is an error without the password', async () => {
  const unreachable = new URL(database.url)
  unreachable.password = 'hunter2-hunter2'
  unreachable.port = '1'
  const absent = new URL(database.url)
  absent.pathname = '/nowhere'
  const cases: [string, string][] = [
    [unreachable.toString(), 'nothing is listening there'],
    [absent.toString(), 'no database of that name'],
    ['mysql://bob:hunter2-hunter2@localhost/x', 'one of MySQL. The import needs Postgres'],
  ]
  for (const [address, message] of cases) {
    for (const argv of [['status'], ['migrate'], ['run', '--json']]) {
      const result = await workspace.run(argv, { env: { DATABASE_URL: address } })
      expect(result).toMatchObject({ code: 2 })
      expect(result.stderr).toContain(message)
      expect(result.stdout + result.stderr).not.toContain('hunter2')
      if (argv.includes('--json')) expect(result.json()).toEqual({ error: expect.stringContaining(message) })
    }
  }
})

test('usage errors end with 2 and say what would be right', async () => {
  expect(await workspace.run(['stauts'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean status?'),
  })
  expect(await workspace.run(['run', '--sourec', 'x'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--source'),
  })
  expect(await workspace.run(['logs'])).toMatchObject({ code: 2, stdout: '' })
  expect(await workspace.run([])).toMatchObject({ code: 2 })
  expect(await workspace.run(['schedule', '--cron', 'soon'])).toMatchObject({ code: 2 })
  expect(await workspace.run(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit codes') })
  expect(await workspace.run(['database', 'start'])).toMatchObject({ code: 2 })
})
