import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { useTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

/** Roles belong to the server, not to one database: these are this test's own. */
const prefix = `test_${randomUUID().slice(0, 8)}_`
const login = `${prefix}reader_login`
const privileges = new URL('../../../../prisma/privileges.sql', import.meta.url)
const roles = ['runner', 'settings', 'reader'].map((role) => prefix + role).join(', ')

const database = useTestDatabase()
let owner: Client
let workspace: Workspace

beforeAll(async () => {
  owner = new Client({ connectionString: database.url })
  await owner.connect()
  await owner.query(readFileSync(privileges, 'utf8').replaceAll('data_import_', prefix))
  await owner.query(`CREATE ROLE ${login} LOGIN PASSWORD 'anvils' IN ROLE ${prefix}reader`)
  const url = new URL(database.url)
  url.username = login
  url.password = 'anvils'
  workspace = await createWorkspace({ DATABASE_URL: url.toString() })
  const configs = { create: [{ key: 'GIT_URL', value: 'https://acme.example/anvils.git' }] }
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'main', provider: 'GIT', configs } })
})
afterAll(async () => {
  await owner.query(`DROP ROLE ${login}`)
  await owner.query(`DROP OWNED BY ${roles}`)
  await owner.query(`DROP ROLE ${roles}`)
  await owner.end()
  await workspace.remove()
})

test.each([
  [['status'], 'never imported'],
  [['status', '--json'], '"name": "main"'],
  [['locks'], 'No lock is held'],
  [['runs'], ''],
])('a role that may read no configuration gets %s', async (argv, expected) => {
  expect(await workspace.run(argv)).toMatchObject({ code: 0, stdout: expect.stringContaining(expected) })
})
