import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { schemaDifference } from '@data-import/reference-database'
import { createTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readHostApplication } from './host-application.js'
import { findHostSchema } from './host-schema.js'
import { actions, init, manifest, schema, step } from './plan.fixture.js'
import { createWorkspace, type Workspace } from './workspace.fixture.js'

let workspace: Workspace
beforeEach(async () => {
  workspace = await createWorkspace({})
})
afterEach(() => workspace.remove())

async function refusal(...argv: string[]): Promise<string> {
  const { code, stderr } = await workspace.run(['init', ...argv])
  expect(code).toBe(2)
  return stderr
}

describe('an application without a Prisma schema', () => {
  beforeEach(() => workspace.write('package.json', manifest({ knex: '3.1.0' })))

  test('keeps the tables that it has: what Prisma would do to the database drops none', async () => {
    const database = await createTestDatabase({ isEmpty: true })
    try {
      await database.db.$executeRawUnsafe('CREATE TABLE public.invoice (id int PRIMARY KEY)')
      const plan = await init(workspace)
      expect(plan.notes).toEqual([expect.stringContaining('No Prisma schema was found here')])
      const statements = await schemaDifference(database.url, join(workspace.path, 'prisma/schema'))
      expect(statements).toContain('CREATE TABLE "data"."Commit"')
      expect(statements).not.toMatch(/DROP|invoice/)
    } finally {
      await database.close()
    }
  })

  test('has the client among its TypeScript sources, which its compiler may not leave', async () => {
    await workspace.write('tsconfig.json', '{ "compilerOptions": { "module": "nodenext", "rootDir": "src" } }')
    await workspace.write('src/index.ts', 'export {}\n')
    await init(workspace)
    const [wiring, generator] = await Promise.all(
      ['src/data-import.ts', 'prisma/schema/schema.prisma'].map((file) => readFile(join(workspace.path, file), 'utf8')),
    )
    expect(wiring).toContain("from './generated/prisma/client.js'")
    expect(generator).toContain('output   = "../../src/generated/prisma"')
  })

  test('is told that in public Prisma would take all tables for its own', async () => {
    const { notes } = await init(workspace, '--schema', 'public')
    expect(notes).toEqual([expect.stringContaining('offers to drop tables that no model names')])
  })
})

describe('a Prisma schema elsewhere', () => {
  test('in another package of the repository is where init is to be run', async () => {
    await mkdir(join(workspace.path, '.git'))
    await workspace.write('apps/web/package.json', manifest())
    const application = await readHostApplication(join(workspace.path, 'apps/web'))
    await workspace.write('packages/db/package.json', manifest({ prisma: '7.10.0' }))
    await expect(findHostSchema(application)).rejects.toThrow('../../packages/db uses Prisma')
    await workspace.write('packages/db/prisma/schema.prisma', schema())
    await expect(findHostSchema(application)).rejects.toThrow(
      'there is ../../packages/db/prisma/schema.prisma. Nothing was written. Run init there: cd ../../packages/db.',
    )
    expect(await findHostSchema(application, 'prisma/schema')).toMatchObject({ kind: 'none' })
    await expect(findHostSchema(application, '../../packages/db/prisma')).rejects.toThrow('belongs to another package')
  })

  test('in a package of the workspace below is where init is to be run', async () => {
    await workspace.write('package.json', JSON.stringify({ workspaces: ['packages/*'] }))
    await workspace.write('packages/db/package.json', manifest({ prisma: '7.10.0' }))
    await workspace.write('packages/db/prisma/schema.prisma', schema())
    expect(await refusal()).toContain('Run init there: cd packages/db.')
  })

  test("in the application's own folder is to be named, gets the models itself, and is named to Prisma", async () => {
    await workspace.write('package.json', manifest({ prisma: '7.10.0' }))
    await workspace.write('src/db/app.prisma', schema('\nmodel User {\n  id Int @id\n}\n'))
    expect(await refusal()).toContain('Name it: --prisma src/db/app.prisma.')
    const plan = await init(workspace, '--prisma', './src/db/app.prisma')
    expect(actions(plan)[0]).toBe('append src/db/app.prisma')
    expect(plan).toMatchObject({ schema: 'public', edits: [] })
    expect(step(plan, 'Make the tables')[0]).toBe(
      'npx prisma migrate dev --name data_import --schema src/db/app.prisma',
    )
    expect(await refusal('--prisma', 'src/other.prisma')).toContain('which is not there')
  })
})
