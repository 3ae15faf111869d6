import { expect, onTestFinished, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const provider = `
  export const scripts = [{ dataSourceName: 'ACME', resource: 'card', dependsOn: [], importWindowDays: 1, async run() {} }]
`

async function configuredWorkspace(configuration: string): Promise<Workspace> {
  // Nothing listens there: whoever takes this address fails.
  const workspace = await createWorkspace({ DATABASE_URL: 'postgres://127.0.0.1:1/acme' })
  onTestFinished(workspace.remove)
  await workspace.write('data-import.config.mjs', `export default ${configuration}`)
  return workspace
}

test('a folder that says so names its providers once and keeps the embedded database, whatever the environment says', async () => {
  const workspace = await configuredWorkspace(`{ database: 'embedded', providers: ['./acme.mjs'] }`)
  await workspace.write('acme.mjs', provider)
  await workspace.write('.env', 'DATABASE_URL=postgres://127.0.0.1:1/other\n')
  const added = await workspace.run(['sources', 'add', 'ACME', '--name', 'main', '--set', 'ACME_TOKEN=hunter2-hunter2'])
  expect(added).toMatchObject({ code: 0, stderr: expect.stringMatching(/migrations? to the embedded database/) })
  expect(added.stderr).toContain('Made a key for secrets')
  const result = await workspace.run(['run', '--json'])
  expect(result.code).toBe(0)
  expect(result.json()).toMatchObject({ runs: [{ dataSource: 'main', resource: 'card', status: 'COMPLETED' }] })
})

test.each([
  [`{ database: 'embedded', schema: 'engineering' }`, "schema and databaseUrl belong to an application's database"],
  [`{ database: 'postgres://acme' }`, "database can only be 'embedded'"],
])('the configuration %s is refused', async (configuration, reason) => {
  const workspace = await configuredWorkspace(configuration)
  expect(await workspace.run(['providers'])).toMatchObject({ code: 2, stderr: expect.stringContaining(reason) })
})
