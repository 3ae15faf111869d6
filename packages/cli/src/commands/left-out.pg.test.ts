import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const database = useTestDatabase()
let workspace: Workspace

const script = (resource: string) =>
  `{ dataSourceName: 'ACME', resource: '${resource}', dependsOn: [], importWindowDays: 1, run: async () => {} }`

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/acme.mjs', `export const scripts = [${script('thing')}, ${script('other')}]`)
  await database.db.dataSource.create({ data: { name: 'main', provider: 'ACME', organizationId: 'default' } })
})
afterAll(async () => {
  await workspace.remove()
})

test('status tells a resource that the operator has left out from one that is complete, and says since when it ages', async () => {
  expect((await workspace.run(['run'])).code).toBe(0)
  await workspace.run(['sources', 'set', 'main', '--set', 'EXCLUDED_RESOURCES=other'])
  const pass = await workspace.run(['run', '--force'])
  expect(pass.code).toBe(0)
  expect(pass.stdout).toMatch(
    /main\/other: left out by the operator \(EXCLUDED_RESOURCES\); its rows are as of 20.*Z and age/,
  )
  const status = await workspace.run(['status', '--exit-code'])
  expect(status.code).toBe(0)
  expect(status.stdout).toMatch(/^other +left out/m)
  expect(status.stdout).toMatch(
    /other: left out by the operator \(EXCLUDED_RESOURCES\); its rows are as of 20.*Z and age/,
  )
  expect((await workspace.run(['status', '--json'])).json()).toMatchObject({
    isComplete: true,
    dataSources: [
      {
        resources: [
          { resource: 'thing', leftOutBy: null, isComplete: true },
          { resource: 'other', leftOutBy: 'EXCLUDED_RESOURCES', isComplete: false },
        ],
      },
    ],
  })
})
