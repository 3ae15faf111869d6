import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const secret = 'hunter2-hunter2'
const provider = `
  const script = (resource, dependsOn) => ({
    dataSourceName: 'ACME', resource, dependsOn, importWindowDays: 30, async run() {},
  })
  export const scripts = [script('repository', []), script('commit', ['repository'])]
  export const configuration = [
    { key: 'ACME_TOKEN', description: 'a token', isSecret: true, isRequired: true },
    { key: 'ACME_URL', description: 'an address' },
  ]
  export async function check({ env }) {
    if (env.ACME_URL === 'broken') throw new Error('refused with ' + env.ACME_TOKEN)
    return [{ status: 'ok', message: 'reached ' + (env.ACME_URL ?? 'acme') }]
  }
`

const database = useTestDatabase()
let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/acme.mjs', provider)
})

afterAll(() => workspace.remove())

const add = (...more: string[]) =>
  workspace.run(['sources', 'add', 'acme', '--name', 'main', '--set', `ACME_TOKEN=${secret}`, ...more])

test('a data source is shown with what it imports and what is left out, an address without its secret', async () => {
  await add('--set', 'EXCLUDED_RESOURCES=commit')
  const url = { key: 'ACME_HOOK', value: 'https://bob:hunter2@acme.test/x', isSecret: true }
  await database.db.dataSource.update({
    where: { organizationId_name: { organizationId: 'default', name: 'main' } },
    data: { configs: { create: url } },
  })
  const { code, stdout } = await workspace.run(['sources', 'show', 'main'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^ {2}imports +repository\n {2}left out +commit \(EXCLUDED_RESOURCES\)$/m)
  expect(stdout).toMatch(/^ {2}ACME_TOKEN +\*\*\*$/m)
  expect(stdout).toMatch(/^ {2}ACME_HOOK +https:\/\/\*\*\*@acme\.test\/x$/m)
  expect((await workspace.run(['sources', 'list'])).stdout).toMatch(/^name .* left out +configuration\nmain .* commit /)
  expect((await workspace.run(['sources', 'list', '--json'])).json()).toMatchObject([
    { resources: ['repository'], leftOut: { commit: 'EXCLUDED_RESOURCES' } },
  ])
  expect((await workspace.run(['sources', 'show', 'mian'])).stderr).toContain('Did you mean "main"?')
})
