import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Plan } from './plan.js'
import type { PlannedFile } from './plan-files.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

const generator = 'generator client {\n  provider = "prisma-client-js"\n}\n\n'
const schema = (body = '') =>
  `${generator}datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n${body}`
const user = '\nmodel User {\n  id Int @id\n}\n'
const manifest = (dependencies: Record<string, string> = {}) =>
  JSON.stringify({ dependencies, devDependencies: { typescript: '5' } })
const board = `
  export const tables = [{
    name: 'Card', model: 'card',
    columns: {
      externalId: { column: 'external_id', type: 'text' }, points: { column: 'points', type: 'integer', isNullable: true },
      labels: { column: 'labels', type: 'text[]' }, movedAt: { column: 'moved_at', type: 'timestamp', isNullable: true },
    },
  }]
  export const scripts = [{ dataSourceName: 'BOARD', resource: 'card', dependsOn: [], importWindowDays: 1, async run() {} }]
`
let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
})
afterEach(() => workspace.remove())

async function init(...argv: string[]): Promise<Plan> {
  const result = await workspace.run(['init', ...argv, '--json'])
  expect(result.stderr).toBe('')
  return result.json<Plan>()
}

function textOf({ files }: Plan, path: string): string {
  return files.find((file) => file.path === path)?.text ?? ''
}

function edits({ steps }: Plan): readonly string[] {
  return steps.find(({ title }) => title === 'Change')?.lines ?? []
}

const actions = ({ files }: { files: readonly PlannedFile[] }) => files.map(({ path, action }) => `${action} ${path}`)

describe('where the schema is', () => {
  test('one file without a configuration gets a second file, and package.json is to name their folder', async () => {
    await workspace.write('package.json', manifest({ prisma: '6.19.3' }))
    await workspace.write('prisma/schema.prisma', schema(user))
    const plan = await init('--schema', 'data')
    expect(actions(plan)).toContain('write prisma/data-import.prisma')
    expect(edits(plan)).toEqual([
      'package.json:1 add: "prisma": { "schema": "prisma" }',
      'prisma/schema.prisma:5 add inside the datasource: schemas = ["public", "data"]',
      'prisma/schema.prisma:10 add inside the model User: @@schema("public")',
    ])
  })

  test('before Prisma 6.13 the preview feature is asked for', async () => {
    await workspace.write('package.json', manifest({ prisma: '6.12.0' }))
    await workspace.write('prisma/schema.prisma', schema())
    expect(edits(await init('--schema', 'data'))).toContainEqual(
      expect.stringContaining('previewFeatures = ["multiSchema"]'),
    )
  })

  test('a folder gets one file more', async () => {
    await workspace.write('package.json', manifest({ prisma: '7.10.0' }))
    await workspace.write('prisma.config.ts', `export default { schema: 'database/models' }`)
    await workspace.write(
      'database/models/main.prisma',
      schema(user.replace('id Int @id', 'id Int @id\n  @@schema("public")')).replace(
        '"postgresql"',
        '"postgresql"\n  schemas = ["public"]',
      ),
    )
    const plan = await init()
    expect(actions(plan)).toContain('write database/models/data-import.prisma')
    expect(edits(plan)).toEqual(['database/models/main.prisma:7 change this line to: schemas = ["public", "data"]'])
  })

  test('none is made, with a configuration', async () => {
    await workspace.write('package.json', manifest())
    const plan = await init()
    expect(actions(plan).slice(0, 3)).toEqual([
      'write prisma/schema/schema.prisma',
      'write prisma/schema/data-import.prisma',
      'write prisma.config.ts',
    ])
    expect(plan.steps[0]?.lines).toContainEqual(expect.stringContaining('prisma@7 dotenv'))
  })

  test('one that is named and not there is an error, as is a folder without package.json', async () => {
    const empty = await workspace.run(['init'])
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('no package.json') })
    await workspace.write('package.json', JSON.stringify({ prisma: { schema: 'db/schema.prisma' } }))
    const absent = await workspace.run(['init'])
    expect(absent).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('names the Prisma schema db/schema.prisma'),
    })
  })
})

describe('models', () => {
  beforeEach(() => workspace.write('package.json', manifest({ prisma: '6.19.3' })))

  test('are those of the chosen providers, with what these need', async () => {
    await workspace.write('prisma/schema.prisma', schema())
    const models = textOf(await init('git', '--dry-run'), 'prisma/data-import.prisma')
    expect([...models.matchAll(/^model (\w+)/gm)].map(([, name]) => name)).toEqual([
      ...['DataSource', 'DataSourceConfig', 'DataSourceRun', 'ImportLog', 'ImportPartition', 'ImportLease'],
      ...['Repository', 'Contributor', 'Commit', 'CommitFile'],
    ])
    expect(models).not.toMatch(/PullRequest|Issue|PipelineRun|Review/)
  })

  test('in the only schema, public, say none and need no change', async () => {
    await workspace.write('prisma/schema.prisma', schema(user))
    const plan = await init('git', '--schema', 'public', '--into-schema')
    expect(textOf(plan, 'prisma/schema.prisma')).not.toContain('@@schema')
    expect(textOf(plan, 'data-import.ts')).toContain("schema: 'public',")
    expect(edits(plan)).toEqual([])
  })

  test('named like one of the application get another name and keep their table', async () => {
    await workspace.write('prisma/schema.prisma', schema('\nmodel Commit {\n  id Int @id\n}\n'))
    const plan = await init('git')
    const models = textOf(plan, 'prisma/data-import.prisma')
    expect(models).toMatch(/model ImportedCommit \{[^}]*@@map\("Commit"\)/)
    expect(models).toMatch(/commits +ImportedCommit\[\]/)
    expect(plan.notes).toContainEqual(expect.stringContaining('Commit is a model of yours (prisma/schema.prisma:10)'))
    expect(textOf(plan, 'data-import.ts')).toContain("['commit', 'importedCommit'],")
  })

  test('whose table the application has in that schema are refused', async () => {
    await workspace.write('prisma/schema.prisma', schema('\nmodel Commit {\n  id Int @id\n}\n'))
    const refused = await workspace.run(['init', 'git', '--schema', 'public'])
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('Commit (prisma/schema.prisma:10)') })
  })

  test("of a third party's own tables are made from their definition", async () => {
    await workspace.write('prisma/schema.prisma', schema())
    await workspace.write(
      'node_modules/@acme/provider-board/package.json',
      '{ "type": "module", "exports": "./index.js" }',
    )
    await workspace.write('node_modules/@acme/provider-board/index.js', board)
    await workspace.write('package.json', manifest({ prisma: '6.19.3', '@acme/provider-board': '1.0.0' }))
    const plan = await init()
    expect(plan.providers).toEqual(['@acme/provider-board'])
    const models = textOf(plan, 'prisma/data-import.prisma')
    expect(models).toMatch(
      /model Card \{[^}]*points Int\?\n[^}]*labels String\[\]\n[^}]*movedAt DateTime\? @map\("moved_at"\)/,
    )
    expect(models).toContain('cardRows Card[]')
    expect(textOf(plan, 'data-import.config.ts')).toContain("providers: ['@acme/provider-board']")
    expect(textOf(plan, 'data-import.ts')).toContain('providers: [board],')
  })

  test('that were copied by hand before are left', async () => {
    await workspace.write('prisma/schema.prisma', schema())
    const copied = textOf(await init('git', '--dry-run'), 'prisma/data-import.prisma')
    await workspace.write('prisma/schema.prisma', schema(`\n${copied}`))
    const plan = await init('git')
    expect(actions(plan)[0]).toBe('write data-import.ts')
    expect(plan.notes).toEqual([expect.stringContaining('are in your schema already (prisma/schema.prisma:')])
  })
})

describe('files', () => {
  test('are written once: a second run changes nothing, and what is there is left', async () => {
    await workspace.write('package.json', manifest({ prisma: '6.19.3' }))
    await workspace.write('prisma/schema.prisma', schema())
    const dry = await workspace.run(['init', '--dry-run'])
    expect(dry.stdout).toContain('would write prisma/data-import.prisma')
    await workspace.write('import-job.ts', '// mine\n')
    expect(actions(await init('--into-schema'))).toEqual([
      'append prisma/schema.prisma',
      'write data-import.ts',
      'leave import-job.ts',
      'write data-import.config.ts',
    ])
    expect(actions(await init('--into-schema')).map((each) => each.split(' ')[0])).toEqual([
      'same',
      'same',
      'leave',
      'same',
    ])
    const printed = await workspace.run(['init', '--into-schema', '--print'])
    expect(printed.stdout).toContain('would leave import-job.ts (runs a pass): it is there, and says something else')
    expect(printed.stdout).toContain('orchestrator.run()')
  })

  test('are a route for Next, and use the client module and package manager of the application', async () => {
    await workspace.write('package.json', manifest({ next: '16.0.0', prisma: '7.10.0' }))
    await workspace.write('pnpm-lock.yaml', '')
    await workspace.write('src/app/page.tsx', '')
    await workspace.write('prisma/schema.prisma', schema())
    await workspace.write('src/lib/prisma.ts', 'export const prisma = new PrismaClient()')
    const plan = await init()
    expect(textOf(plan, 'src/app/api/cron/import/route.ts')).toContain("from '../../../../lib/data-import'")
    expect(textOf(plan, 'src/lib/data-import.ts')).toContain("import { prisma } from './prisma'")
    expect(plan.steps[0]?.lines[0]).toBe('pnpm add @data-import/core @data-import/model @data-import/provider-git')
  })

  test('are a route for React Router, which is to be listed', async () => {
    await workspace.write('package.json', manifest({ '@react-router/dev': '7.9.0', prisma: '7.10.0' }))
    await workspace.write(
      'app/routes.ts',
      'import { index } from "@react-router/dev/routes"\nexport default [index("routes/home.tsx")]\n',
    )
    await workspace.write('prisma/schema.prisma', schema())
    const plan = await init()
    expect(textOf(plan, 'app/routes/cron.import.ts')).toContain("from '../data-import.server'")
    expect(edits(plan)).toContainEqual(
      expect.stringContaining('app/routes.ts:2 add to the list of routes: route("cron/import"'),
    )
  })

  test('are ES modules for a JavaScript application of CommonJS', async () => {
    await workspace.write('package.json', JSON.stringify({ dependencies: { prisma: '6.19.3' } }))
    await workspace.write('prisma/schema.prisma', schema())
    const plan = await init()
    expect(actions(plan)).toContain('write import-job.mjs')
    expect(textOf(plan, 'import-job.mjs')).toContain("from './data-import.mjs'")
  })
})
