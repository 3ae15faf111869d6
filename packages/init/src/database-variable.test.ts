import { afterEach, expect, test } from 'vitest'
import { init, manifest, schema, step, textOf } from './plan.fixture.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

let workspace: Workspace
afterEach(() => workspace.remove())

test("a variable of another name is in the configuration, not left to the shell's", async () => {
  workspace = await createWorkspace({})
  await workspace.write('package.json', manifest({ prisma: '6.19.3' }))
  await workspace.write('prisma/schema.prisma', schema().replace('DATABASE_URL', 'POSTGRES_URL'))
  const plan = await init(workspace)
  expect(textOf(plan, 'data-import.config.ts')).toContain("databaseUrl: 'POSTGRES_URL',")
  expect(JSON.stringify(plan.steps)).not.toContain('--database-url')
  expect(step(plan, 'Set in .env and where the application runs')[0]).toMatch(/^POSTGRES_URL=/)
})
