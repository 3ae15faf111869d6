import { afterEach, beforeEach, expect, test } from 'vitest'
import { actions, init, manifest, schema, step, textOf } from './plan.fixture.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
})
afterEach(() => workspace.remove())

test.each([
  ['.config/prisma.ts', '../database/schema.prisma', '../database'],
  ['.config/prisma/index.mjs', '../../database/schema.prisma', '../../database'],
  ['prisma7.config.mts', 'database/schema.prisma', 'database'],
  ['prisma.config.cts', './database/schema.prisma', 'database'],
])('%s is found, and names the schema from its own folder', async (file, path, folder) => {
  await workspace.write('package.json', manifest({ prisma: '7.10.0' }))
  const text = `schema: '${path}'`
  await workspace.write(file, file.endsWith('.cts') ? `module.exports = { ${text} }` : `export default { ${text} }`)
  await workspace.write('database/schema.prisma', schema())
  const plan = await init(workspace)
  expect(actions(plan)[0]).toBe('write database/data-import.prisma')
  expect(actions(plan).join()).not.toContain('prisma.config')
  expect(step(plan, 'Change')[0]).toMatch(`${file}:1 change this line to: `)
  expect(step(plan, 'Change')[0]).toContain(`schema: '${folder}'`)
})

test('a configuration that is written has its packages installed, also where Prisma is there', async () => {
  await workspace.write('package.json', manifest({ prisma: '7.10.0' }))
  await workspace.write('prisma/schema.prisma', schema())
  const install = step(await init(workspace), 'Install')
  expect(install).toEqual([
    'npm install @data-import/core @data-import/model @data-import/provider-git @prisma/adapter-pg@7.10.0 @prisma/client@7.10.0',
    'npm install --save-dev @data-import/cli dotenv tsx',
  ])
})

test('a configuration of your own asks for no package', async () => {
  await workspace.write('package.json', manifest({ prisma: '7.10.0', '@prisma/client': '7.10.0' }))
  await workspace.write('prisma.config.ts', `export default { schema: 'prisma/schema.prisma' }`)
  await workspace.write('prisma/schema.prisma', schema())
  expect(step(await init(workspace), 'Install').join()).not.toContain('dotenv')
})

test('a new schema for Prisma before 6.13 asks for the preview of schemas', async () => {
  await workspace.write('package.json', manifest({ prisma: '6.12.0' }))
  const plan = await init(workspace)
  expect(textOf(plan, 'prisma/schema/schema.prisma')).toContain('previewFeatures = ["multiSchema"]')
})
