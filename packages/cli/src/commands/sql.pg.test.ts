import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const database = useTestDatabase()
let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await database.db.dataSource.create({ data: { name: 'main', provider: 'ACME', organizationId: 'default' } })
})
afterAll(async () => {
  await workspace.remove()
})

const sql = (...argv: string[]) => workspace.run(['sql', ...argv])

test('rows are a table, CSV or JSON', async () => {
  const query = `SELECT name, 7 AS seven, NULL AS nothing, 'a,b' AS text FROM data."DataSource"`
  expect((await sql(query)).stdout).toBe('name  seven  nothing  text\nmain      7           a,b\n(1 row)\n')
  expect((await sql(query, '--csv')).stdout).toBe('name,seven,nothing,text\nmain,7,,"a,b"\n')
  expect((await sql(query, '--json')).json()).toEqual([{ name: 'main', seven: 7, nothing: null, text: 'a,b' }])
  expect((await workspace.run(['sql', '-'], { stdin: 'SELECT 1 AS one' })).stdout).toContain('one')
})

test('JSON keeps types, large numbers and columns of the same name', async () => {
  const query = `SELECT count(*) AS n, 9007199254740993 AS big, 1 AS n, true AS b, '{"a":[1]}'::jsonb AS j,
    timestamptz '2026-03-01 10:00+02' AS t FROM data."DataSource"`
  expect((await sql(query, '--json')).json()).toEqual([
    { n: 1, big: '9007199254740993', n_2: 1, b: true, j: { a: [1] }, t: '2026-03-01 08:00:00+00' },
  ])
})

test('nothing is changed unless that is allowed', async () => {
  const update = `UPDATE data."DataSource" SET name = 'changed'`
  const refused = await sql(update)
  expect(refused).toMatchObject({ code: 2, stdout: '' })
  expect(refused.stderr).toContain('allow it with --write')
  for (const trick of [
    `COMMIT; ${update}`,
    `ROLLBACK; ${update}`,
    `SET TRANSACTION READ WRITE`,
    `SET transaction_read_only = off`,
  ]) {
    await sql(trick)
    await sql(update)
  }
  expect(await database.db.dataSource.findFirst()).toMatchObject({ name: 'main' })
  expect(await sql(update, '--write')).toMatchObject({ code: 0, stdout: 'UPDATE 1\n' })
  expect(await database.db.dataSource.findFirst()).toMatchObject({ name: 'changed' })
})

test('a statement that is wrong is refused with what Postgres says', async () => {
  const result = await sql('SELEC 1', '--json')
  expect(result).toMatchObject({ code: 2 })
  expect(result.json()).toEqual({ error: expect.stringContaining('syntax error at or near "SELEC"') })
  expect(await sql('SELECT 1', '--json', '--csv')).toMatchObject({ code: 2 })
})
