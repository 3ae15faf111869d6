import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { schemaDifference } from '@data-import/reference-database'
import { createTestDatabase, type TestDatabase } from '@data-import/test-kit'
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
  let database: TestDatabase
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
    const plan = await host.init('git')
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
})
