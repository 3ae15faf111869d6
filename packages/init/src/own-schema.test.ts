import { afterEach, beforeEach, expect, test } from 'vitest'
import { init, manifest, schema, step, textOf } from './plan.fixture.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

const user = '\nmodel User {\n  id Int @id\n}\n'
let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
  await workspace.write('package.json', manifest({ prisma: '6.19.3' }))
  await workspace.write('.env', 'DATABASE_URL="postgresql://acme@localhost:5432/acme?schema=app"\n')
})
afterEach(() => workspace.remove())

test("models that say no schema are in that of the database's address", async () => {
  await workspace.write('prisma/schema.prisma', schema(user))
  const plan = await init(workspace, '--into-schema', '--schema', 'data')
  expect(step(plan, 'Change')).toEqual([
    'prisma/schema.prisma:5 add inside the datasource: schemas = ["app", "data"]',
    'prisma/schema.prisma:10 add inside the model User: @@schema("app")',
  ])
  const among = await init(workspace, '--prisma', 'prisma/schema.prisma', '--dry-run', '--schema', 'app')
  expect(textOf(among, 'data-import.ts')).toContain("schema: 'app',")
  expect(step(among, 'Change')).toEqual([])
})

test('the environment goes before .env, as it does for Prisma', async () => {
  await workspace.write('prisma/schema.prisma', schema(user))
  const env = { DATABASE_URL: 'postgresql://acme@localhost:5432/acme' }
  const { stdout } = await workspace.run(['init', '--schema', 'data'], { env })
  expect(stdout).toContain('schemas = ["public", "data"]')
})

test('tables of these names in that schema are refused', async () => {
  await workspace.write('prisma/schema.prisma', schema('\nmodel Commit {\n  id Int @id\n}\n'))
  const refused = await workspace.run(['init', 'git', '--schema', 'app'])
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('Commit (prisma/schema.prisma:10)') })
})

test("an enum of yours that is named like one of the import's and has other values is yours", async () => {
  await workspace.write('prisma/schema.prisma', schema('\nenum ImportLogLevel {\n  LOUD\n  QUIET\n}\n'))
  const plan = await init(workspace, 'git')
  const models = textOf(plan, 'prisma/data-import.prisma')
  expect(models).toMatch(/enum ImportedImportLogLevel \{/)
  expect(models).toContain('model Commit {')
  expect(plan.notes).toContainEqual(expect.stringContaining('ImportLogLevel is a model of yours'))
})
