import { createTestDatabase } from '@data-import/test-kit'
import { expect, it, onTestFinished } from 'vitest'
import { createWorkspace } from '../terminal/workspace.fixture.js'

async function createRefusing(statement: (name: string) => string) {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  const workspace = await createWorkspace({ DATABASE_URL: database.url })
  onTestFinished(() => workspace.remove())
  await workspace.run(['sources', 'add', 'GIT', '--name', 'first', '--set', `GIT_PATH=${workspace.path}`])
  const [row] = await database.db.$queryRawUnsafe<{ name: string }[]>('SELECT current_database()::text AS name')
  await database.db.$executeRawUnsafe(statement(row?.name ?? ''))
  return { database, workspace }
}

it.each([
  ['run'],
  ['run', '--lock-mode', 'lease'],
  ['run', '--lock-mode', 'transaction'],
  ['sources', 'add', 'GIT', '--name', 'second', '--set', 'GIT_PATH=.'],
  ['sources', 'disable', 'first'],
])('%s %s says of a database that is set to read only what to do, and ends with 2', async (...argv) => {
  const { workspace, database } = await createRefusing(
    (name) => `ALTER DATABASE "${name}" SET default_transaction_read_only = on`,
  )
  const { code, stderr } = await workspace.run(argv.filter((one) => one !== undefined))
  expect(stderr).toMatch(
    /^error: The database takes no writes \([^)]+\)\. Either it is a standby.*default_transaction_read_only/m,
  )
  expect(stderr).not.toMatch(/prisma|invocation/i)
  expect(code).toBe(2)
  expect(await database.db.importLease.count()).toBe(0)
})

it('a function of the host that refuses a row is told in words', async () => {
  const { workspace } = await createRefusing(
    () => `DO $do$ BEGIN
      CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no more sources'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON data."DataSource" FOR EACH ROW EXECUTE FUNCTION public.refuse();
    END $do$`,
  )
  const { code, stderr } = await workspace.run(['sources', 'add', 'GIT', '--name', 'second', '--set', 'GIT_PATH=.'])
  expect(stderr).toContain('A function or trigger of the database raised an error (sources add): no more sources. ')
  expect(code).toBe(2)
})
