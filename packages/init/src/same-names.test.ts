import { afterEach, beforeEach, expect, test } from 'vitest'
import { manifest, schema } from './plan.fixture.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
  await workspace.write('package.json', manifest({ prisma: '6.19.3' }))
  await workspace.write('prisma/schema.prisma', schema())
})
afterEach(() => workspace.remove())

async function provider(name: string, table: string, column: string): Promise<void> {
  await workspace.write(`node_modules/${name}/package.json`, '{ "type": "module", "exports": "./index.js" }')
  await workspace.write(
    `node_modules/${name}/index.js`,
    `export const tables = [{
      name: '${table}', model: '${table.toLowerCase()}',
      columns: { externalId: { column: 'external_id', type: 'text' }, own: { column: '${column}', type: 'integer' } },
    }]
    export const scripts = [
      { dataSourceName: '${table}', resource: 'own', dependsOn: [], importWindowDays: 1, async run() {} },
    ]`,
  )
}

test("a provider's table with a canonical name and other columns gets no model without them", async () => {
  await provider('@acme/provider-tracker', 'Issue', 'story_points')
  const refused = await workspace.run(['init', '@acme/provider-tracker'])
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('story_points (integer)') })
})

test('two providers whose tables differ and have one name are refused', async () => {
  await provider('@acme/provider-board', 'Card', 'points')
  await provider('@acme/provider-wall', 'Card', 'height')
  const refused = await workspace.run(['init', '@acme/provider-board', '@acme/provider-wall'])
  expect(refused).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('@acme/provider-board and @acme/provider-wall declare a table Card each'),
  })
})
