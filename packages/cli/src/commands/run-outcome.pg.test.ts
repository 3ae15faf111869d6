import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

/** Three repositories; the one without a name is refused while the test says so. */
const provider = `
  const table = {
    name: 'Repository',
    columns: {
      externalId: { column: 'external_id', type: 'text' },
      provider: { column: 'provider', type: 'text' },
      name: { column: 'name', type: 'text' },
      fullName: { column: 'full_name', type: 'text' },
    },
  }
  export const scripts = [{
    dataSourceName: 'ACME', resource: 'repository', dependsOn: [], importWindowDays: 30,
    async run(context) {
      const names = globalThis.acmeNames
      const row = (name, at) => ({ externalId: String(at), provider: 'ACME', name, fullName: 'acme/' + at })
      await context.save(table, names.map(row))
    },
  }]
`
const vendor = globalThis as { acmeNames?: readonly (string | null)[] }

let database: OwnTestDatabase
let workspace: Workspace

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/acme.mjs', provider)
})

afterEach(async () => {
  delete vendor.acmeNames
  await database.db.dataSource.deleteMany()
})

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

const statusOf = async () =>
  (await workspace.run(['status', '--json'])).json<{ dataSources: { resources: object[] }[] }>().dataSources[0]
    ?.resources[0]

test('a pass that left records out ends with 1 and names the log, and status says how to read them again', async () => {
  await workspace.run(['sources', 'add', 'ACME', '--name', 'main'])
  vendor.acmeNames = ['anvils', null, 'rockets']
  const { code, stdout, stderr } = await workspace.run(['run'])
  const { id, windowStart } = await database.db.dataSourceRun.findFirstOrThrow()
  const logs = `1 record was refused: data-import logs ${id.slice(0, 8)}`
  expect(code).toBe(1)
  expect(stdout).toMatch(/^main +repository +COMPLETED +2 +0 +1 +\d+ ms +1 record was refused$/m)
  expect(stdout).toContain(`main/repository: ${logs}`)
  expect(stdout).toMatch(/^Pass completed in \d+ ms, but 1 record was refused\.$/m)
  expect(stderr).toContain('main/repository: COMPLETED, 2 rows, 1 record was refused, ')
  expect((await workspace.run(['logs', id.slice(0, 8)])).stdout).toContain('[1] A record was left out')
  expect((await workspace.run(['runs'])).stdout).toContain('1 record was refused')

  const from = windowStart?.toISOString().slice(0, 10) ?? ''
  const again = ['run', '--source', 'main', '--resource', 'repository', '--from', from]
  const status = await workspace.run(['status', '--exit-code'])
  expect(status.code).toBe(0)
  expect(status.stdout).toMatch(/^repository +COMPLETED .* 2 +1 +-$/m)
  expect(status.stdout).toContain(
    `repository: ${logs}. To read again: data-import run --source "main" --resource repository --from ${from}`,
  )

  // Refused in each pass, it is one record; a pass that doesn't see it any more doesn't make it good.
  expect((await workspace.run(['run'])).code).toBe(1)
  expect(await statusOf()).toMatchObject({ refused: { records: 1 } })
  vendor.acmeNames = ['anvils']
  expect((await workspace.run(['run'])).code).toBe(0)
  expect(await statusOf()).toMatchObject({ lastRun: { recordsFailed: 0 }, refused: { records: 1 } })

  vendor.acmeNames = ['anvils', 'springs', 'rockets']
  const backfill = await workspace.run([...again, '--json'])
  expect(backfill.code).toBe(0)
  expect(backfill.json()).toMatchObject({ runs: [{ recordsImported: 1, recordsUnchanged: 2, recordsFailed: 0 }] })
  expect(await statusOf()).toMatchObject({ refused: null })
})

test('a pass that lacks a provider is not called completed', async () => {
  await database.db.dataSource.create({ data: { name: 'lost', provider: 'GONE', organizationId: 'default' } })
  const { code, stdout } = await workspace.run(['run'])
  expect(code).toBe(1)
  expect(stdout).toContain('lost: the provider GONE is not loaded')
  expect(stdout).toMatch(/^Pass ended in \d+ ms, not complete\.$/m)
  expect(stdout).not.toMatch(/completed/i)
})

test('rows that were equal are counted apart', async () => {
  await workspace.run(['sources', 'add', 'ACME', '--name', 'main'])
  vendor.acmeNames = ['anvils', 'rockets']
  expect((await workspace.run(['run'])).stdout).toMatch(/^main +repository +COMPLETED +2 +0 +0 +\d+ ms$/m)
  expect((await workspace.run(['run'])).stdout).toMatch(/^main +repository +COMPLETED +0 +2 +0 +\d+ ms$/m)
})
