import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { schemaDifference } from '@data-import/reference-database'
import { createTestDatabase, type OwnTestDatabase, type TestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHost, type Host } from './host.fixture.js'

const ownModels = `
model User {
  id Int @id
  commits Commit[]
}

model Commit {
  id Int @id
  userId Int
  user User @relation(fields: [userId], references: [id])
}
`
const manifest = (prisma: string) =>
  JSON.stringify({
    type: 'module',
    dependencies: { prisma, '@prisma/client': prisma },
    devDependencies: { typescript: '5.9.3' },
  })

/** Makes the tables as the application's own migrations would, from its schema files. */
async function migrate(host: Host, database: TestDatabase, files: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'data-import-schema-'))
  try {
    for (const [index, file] of files.entries()) {
      // The engine of Prisma 7 has no address in the schema.
      const text = (await host.read(file)).replace(/^\s*url\s*=.*$/m, '').replace(/^\s*engineType\s*=.*$/m, '')
      await writeFile(join(folder, `${index}.prisma`), text)
    }
    const sql = (await schemaDifference(database.url, folder)) ?? ''
    const client = new Client({ connectionString: database.url })
    await client.connect()
    await client.query(sql)
    await client.end()
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function rows(database: TestDatabase, table: string): Promise<number> {
  const [counted] = await database.db.$queryRawUnsafe<{ count: bigint }[]>(`SELECT count(*) FROM ${table}`)
  return Number(counted?.count)
}

describe('an application with Prisma 7 and a Commit of its own', () => {
  let database: OwnTestDatabase
  let host: Host
  beforeAll(async () => {
    database = await createTestDatabase({ isEmpty: true })
    host = await createHost(
      7,
      {
        'package.json': manifest('7.10.0'),
        'prisma/schema.prisma': `generator client {\n  provider = "prisma-client"\n  output = "../generated"\n}\n\ndatasource db {\n  provider = "postgresql"\n}\n${ownModels}`,
        'prisma.config.ts': `import { defineConfig } from 'prisma/config'\n\nexport default defineConfig({\n  schema: 'prisma/schema.prisma',\n  datasource: { url: process.env.DATABASE_URL ?? '' },\n})\n`,
      },
      { DATABASE_URL: database.url },
    )
  })
  afterAll(async () => {
    await host.remove()
    await database.close()
  })

  test('imports after what init says was done', async () => {
    const plan = await host.init('git', 'jenkins')
    expect(plan.notes[0]).toContain("so the import's is ImportedCommit")
    await host.applyEdits(plan)
    await host.prisma('validate')
    await host.prisma('generate')
    expect(await host.compile('data-import.ts', 'import-job.ts', 'data-import.config.ts')).toEqual([])
    await migrate(host, database, ['prisma/schema.prisma', 'prisma/data-import.prisma'])
    const added = await host.command(
      'sources',
      'add',
      'GIT',
      '--name',
      'own',
      '--set',
      `GIT_PATH=${host.repository('website')}`,
    )
    expect(added).toMatchObject({ code: 0 })
    expect(await host.start('import-job.ts')).toMatchObject({
      code: 0,
      printed: expect.stringContaining('own commit COMPLETED'),
    })
    expect(await rows(database, 'data."Commit"')).toBe(1)
    expect(await rows(database, 'public."Commit"')).toBe(0)
  })

  test('and the builds of another data source find its repository', async () => {
    await database.db.$executeRawUnsafe(
      `insert into data."DataSource" (id, organization_id, name, provider, is_enabled)
       select 'builds', organization_id, 'builds', 'JENKINS', false from data."DataSource"`,
    )
    await database.db.$executeRawUnsafe(
      `insert into data."PipelineRun" (id, data_source_id, external_id, sha) select 'run', 'builds', 'web#1', sha from data."Commit"`,
    )
    expect(await host.start('import-job.ts')).toMatchObject({ code: 0 })
    expect(
      await rows(database, 'data."PipelineRun" r join data."Repository" on "Repository".id = r.repository_id'),
    ).toBe(1)
  })
})

const board = `
  export const card = {
    name: 'Card', model: 'card',
    columns: {
      externalId: { column: 'external_id', type: 'text' }, title: { column: 'title', type: 'text' },
      points: { column: 'points', type: 'integer', isNullable: true }, labels: { column: 'labels', type: 'text[]' },
    },
  }
  export const tables = [card]
  export const scripts = [{
    dataSourceName: 'BOARD', resource: 'card', dependsOn: [], importWindowDays: 1,
    run: (context) => context.save(card, [{ externalId: '1', title: 'Paint the fence', labels: ['red'] }]),
  }]
`
const boardTypes = `
  import type { DataSourceScript, TableDefinition } from '@data-import/core/provider'
  export declare const tables: readonly TableDefinition[]
  export declare const scripts: readonly DataSourceScript[]
`

describe('an application with Prisma 6, one schema file, only the schema public, and kinds of data sources in an enum', () => {
  let database: OwnTestDatabase
  let host: Host
  beforeAll(async () => {
    database = await createTestDatabase({ isEmpty: true })
    host = await createHost(
      6,
      {
        'package.json': manifest('6.19.3'),
        'prisma/schema.prisma': `generator client {\n  provider = "prisma-client"\n  output = "../generated"\n  engineType = "client"\n}\n\ndatasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\n\nenum Kind {\n  GIT\n  BOARD\n}\n\nmodel User {\n  id Int @id\n}\n`,
        'node_modules/@acme/provider-board/package.json':
          '{ "type": "module", "exports": { "types": "./index.d.ts", "default": "./index.js" } }',
        'node_modules/@acme/provider-board/index.js': board,
        'node_modules/@acme/provider-board/index.d.ts': boardTypes,
      },
      { DATABASE_URL: database.url },
    )
    const plan = await host.init('git', '@acme/provider-board', '--schema', 'public', '--into-schema')
    await host.applyEdits(plan)
    const schema = await host.read('prisma/schema.prisma')
    await host.write('prisma/schema.prisma', schema.replace(/(provider +)String( +@map\("provider"\))/, '$1Kind$2'))
    await host.prisma('validate')
    await host.prisma('generate')
    await migrate(host, database, ['prisma/schema.prisma'])
  })
  afterAll(async () => {
    await host.remove()
    await database.close()
  })

  test('imports what the providers bring, on the tables of these alone', async () => {
    expect(await host.compile('data-import.ts', 'import-job.ts')).toEqual([])
    await host.command('sources', 'add', 'GIT', '--name', 'own', '--set', `GIT_PATH=${host.repository('website')}`)
    await host.command('sources', 'add', 'BOARD', '--name', 'board')
    const { code, printed } = await host.start('import-job.ts')
    expect({ code, printed }).toMatchObject({ code: 0, printed: expect.stringContaining('board card COMPLETED') })
    expect(await rows(database, 'public."Commit"')).toBe(1)
    expect(await rows(database, `public."Card" WHERE labels = '{red}' AND points IS NULL`)).toBe(1)
    expect(await rows(database, `pg_tables WHERE tablename = 'PullRequest'`)).toBe(0)
    expect(await host.command('run', '--force')).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining('lacks'),
    })
    expect(await host.command('status', '--exit-code')).toMatchObject({ code: 0 })
  })

  test('may extend its client', async () => {
    const extended = `${await host.read('data-import.ts')}
const counted = db.$extends({ model: { commit: { total: () => db.commit.count() } } })
createOrchestrator({ db: counted, providers: [git], schema: 'public', lock: postgresLock({ connectionString }) })
  .run({ force: true, dataSources: ['own'] })
  .then(async ({ status }) => { console.log(status, await counted.commit.total()); process.exit() })
`
    await host.write('extended.ts', extended)
    expect(await host.compile('extended.ts')).toEqual([])
    expect(await host.start('extended.ts')).toMatchObject({ printed: 'completed 1\n' })
  })

  test("is told that a pass can't run on the client of a transaction", async () => {
    const within = `${await host.read('data-import.ts')}
db.$transaction((transaction) =>
  createOrchestrator({ db: transaction, providers: [git], schema: 'public', lock: postgresLock({ connectionString }) }).run({ force: true }),
).catch((error) => { console.log(error.name, error.message); process.exit() })
`
    await host.write('within.ts', within)
    expect(await host.compile('within.ts')).toEqual([])
    expect((await host.start('within.ts')).printed).toMatch(/^ConfigurationError .*transaction/)
  })

  test('is told at the line of the wiring which model it lacks', async () => {
    const lacking = `import { createOrchestrator, postgresLock } from '@data-import/core'
import * as git from '@data-import/provider-git'
import type { PrismaClient } from './generated/client.js'

declare const db: Omit<PrismaClient, 'commit'>
const lock = postgresLock({ connectionString: '' })
export const orchestrator = createOrchestrator({ db, providers: [git], lock })
`
    await host.write('lacking.ts', lacking)
    const errors = await host.compile('lacking.ts')
    expect(errors.join('\n')).toMatch(/createOrchestrator\(\{ db, providers: \[git\], lock \}\)/)
    expect(errors.join('\n')).toMatch(/Property 'commit' is missing/)
    expect(errors.join('\n').split('\n').length, errors.join('\n')).toBeLessThan(12)
  })

  test('is told in a run which column it lacks', async () => {
    await database.db.$executeRawUnsafe('ALTER TABLE public."Commit" DROP COLUMN is_merge')
    await host.command('sources', 'add', 'GIT', '--name', 'other', '--set', `GIT_PATH=${host.repository('shop')}`)
    const { code, printed } = await host.start('import-job.ts')
    expect(code).toBe(1)
    expect(printed).toContain('The table "public"."Commit" lacks the column is_merge')
  })
})
