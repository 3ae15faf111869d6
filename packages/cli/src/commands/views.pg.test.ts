import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

let database: OwnTestDatabase
let workspace: Workspace

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
})

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

test('views are installed, listed, printed and dropped', async () => {
  expect((await workspace.run(['views', 'list'])).stdout).toContain('They are not installed')
  expect(await workspace.run(['views', 'install'])).toMatchObject({ code: 0 })
  const listed = await workspace.run(['views', 'list'])
  expect(listed.stdout).toContain('insight.metric_gap')
  expect(listed.stdout).toContain('They are installed.')
  expect((await workspace.run(['sql', 'select * from insight.metric_gap'])).code).toBe(0)
  expect((await workspace.run(['views', 'print'])).stdout).toContain(
    'create view insight.lead_time with (security_invoker',
  )
  expect((await workspace.run(['views', 'drop'])).stdout).toBe('The views were dropped.\n')
  expect((await workspace.run(['views', 'drop'])).stdout).toBe('There were no views.\n')
})

test('migrate makes views anew that are of another version, and installs none by itself', async () => {
  expect((await workspace.run(['migrate'])).code).toBe(0)
  expect((await workspace.run(['views', 'list', '--json'])).json<{ version: string | null }>().version).toBeNull()
  await workspace.run(['views', 'install'])
  await database.db.$executeRawUnsafe(`comment on schema insight is 'data-import views old'`)
  expect((await workspace.run(['views', 'list'])).stdout).toContain('of another version')
  expect((await workspace.run(['migrate'])).code).toBe(0)
  expect((await workspace.run(['views', 'list'])).stdout).toContain('They are installed.')
})

test('Postgres changes no column that a view has: without the views it does', async () => {
  await workspace.run(['views', 'install'])
  const refused = database.db.$executeRawUnsafe('alter table data."Commit" alter column sha type varchar(80)')
  await expect(refused).rejects.toThrow()
  await workspace.run(['views', 'drop'])
  await database.db.$executeRawUnsafe('alter table data."Commit" alter column sha type varchar(80)')
  expect((await workspace.run(['views', 'install'])).code).toBe(0)
})

test('a view of somebody else that needs ours is told, and stays', async () => {
  await workspace.run(['views', 'install'])
  await database.db.$executeRawUnsafe('create view public.own as select * from insight.lead_time')
  const refused = await workspace.run(['views', 'drop'])
  expect(refused).toMatchObject({ code: 2 })
  expect(refused.stderr).toContain('depends on a view of the schema insight')
  await database.db.$executeRawUnsafe('drop view public.own')
  expect((await workspace.run(['views', 'drop'])).code).toBe(0)
})
