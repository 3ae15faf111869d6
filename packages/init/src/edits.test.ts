import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { init, manifest, schema, step } from './plan.fixture.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

const user = '\nmodel User {\n  id Int @id\n}\n'
let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
})
afterEach(() => workspace.remove())

const read = (file: string) => readFile(join(workspace.path, file), 'utf8')

async function apply(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await workspace.run(['init', 'git', '--apply', ...argv])
  expect(stderr).toBe('')
  expect(code).toBe(0)
  return stdout
}

describe('what package.json says of Prisma already', () => {
  test.each([
    [
      'in one line',
      '  "prisma": { "seed": "tsx prisma/seed.ts" }',
      'package.json:2 change this line to: "prisma": { "schema": "prisma", ',
    ],
    [
      'in more lines',
      '  "prisma": {\n    "seed": "tsx prisma/seed.ts"\n  }',
      'package.json:2 add to "prisma": "schema": "prisma",',
    ],
  ])('%s is kept, and its true line is named', async (_, stated, change) => {
    const rest = ',\n  "devDependencies": {\n    "prisma": "6.19.3",\n    "typescript": "5"\n  }\n}\n'
    await workspace.write('package.json', `{\n${stated}${rest}`)
    await workspace.write('prisma/schema.prisma', schema(user))
    expect(step(await init(workspace, 'git', '--dry-run'), 'Change')).toEqual([expect.stringContaining(change)])
    await apply()
    const text = await read('package.json')
    expect(text.match(/"prisma"\s*:\s*\{/g)).toHaveLength(1)
    expect(JSON.parse(text).prisma).toEqual({ schema: 'prisma', seed: 'tsx prisma/seed.ts' })
  })

  test.each(['{\n  "devDependencies": {\n    "prisma": "6.19.3"\n  }\n}\n', '{"devDependencies":{"prisma":"6.19.3"}}'])(
    'nothing: %s gets one key',
    async (text) => {
      await workspace.write('package.json', text)
      await workspace.write('prisma/schema.prisma', schema(user))
      await apply()
      expect(JSON.parse(await read('package.json'))).toEqual({
        prisma: { schema: 'prisma' },
        devDependencies: { prisma: '6.19.3' },
      })
    },
  )
})

describe('lists', () => {
  test('of preview features get one more name, in one line or more', async () => {
    await workspace.write('package.json', manifest({ prisma: '6.12.0' }))
    const listed = schema(user).replace('"prisma-client-js"', '"prisma-client-js"\n  previewFeatures = ["views"]')
    await workspace.write('prisma/schema.prisma', listed)
    expect(step(await init(workspace, '--schema', 'data', '--dry-run'), 'Change')).toContainEqual(
      'prisma/schema.prisma:3 change this line to: previewFeatures = ["views", "multiSchema"]',
    )
    await workspace.write('prisma/schema.prisma', listed.replace('["views"]', '[\n    "views"\n  ]'))
    await apply('--schema', 'data')
    const text = await read('prisma/schema.prisma')
    expect(text).toMatch(/previewFeatures = \[\n\s+"multiSchema",\n\s+"views"\n\s+\]/)
  })

  test('of schemas in more lines keep their names', async () => {
    await workspace.write('package.json', manifest({ prisma: '6.19.3' }))
    await workspace.write(
      'prisma/schema.prisma',
      schema().replace('"postgresql"', '"postgresql"\n  schemas = [\n    "public",\n    "app"\n  ]'),
    )
    await apply()
    expect(await read('prisma/schema.prisma')).toMatch(/schemas = \[\n\s+"data",\n\s+"public",\n\s+"app"\n\s+\]/)
  })
})

describe('the schema of the tables', () => {
  beforeEach(() => workspace.write('package.json', manifest({ prisma: '6.19.3' })))

  test('is that of the application where nothing of it is named alike, and nothing of it changes', async () => {
    await workspace.write('prisma/schema.prisma', schema(user))
    const plan = await init(workspace, 'git', '--into-schema')
    expect(plan.schema).toBe('public')
    expect(plan.edits).toEqual([])
    expect((await init(workspace, 'git')).schema).toBe('public')
  })

  test.each([
    ['a model is named alike', '\nmodel Commit {\n  id Int @id\n}\n'],
    ['a table is named alike', '\nmodel Change {\n  id Int @id\n  @@map("Commit")\n}\n'],
    ['an enum is named alike', '\nenum ImportLogLevel {\n  LOUD\n}\n'],
  ])('is data where %s; every model then says its own', async (_, model) => {
    await workspace.write('prisma/schema.prisma', schema(user + model))
    const plan = await init(workspace, 'git', '--dry-run')
    expect(plan.schema).toBe('data')
    const printed = await apply('--into-schema')
    expect(printed).toContain('+   schemas = ["public", "data"]')
    const text = await read('prisma/schema.prisma')
    expect(text).toContain('  schemas = ["public", "data"]')
    expect(text.match(/@@schema\("public"\)/g)).toHaveLength(2)
    expect(text).toMatch(/model User \{\n {2}id Int @id\n {2}@@schema\("public"\)\n\}/)
    expect(printed).not.toMatch(/\d\. Change/)
    expect((await init(workspace, 'git', '--into-schema')).edits).toEqual([])
  })

  test('is data where the application lists schemas', async () => {
    await workspace.write(
      'prisma/schema.prisma',
      schema().replace('"postgresql"', '"postgresql"\n  schemas = ["public"]'),
    )
    expect((await init(workspace, 'git')).schema).toBe('data')
  })

  test('stays where the tables are', async () => {
    await workspace.write('prisma/schema.prisma', schema(user))
    await init(workspace, 'git', '--schema', 'data', '--into-schema')
    await workspace.write('data-import.config.ts', 'export default {}\n')
    expect((await init(workspace, 'git', '--into-schema')).schema).toBe('data')
  })
})
