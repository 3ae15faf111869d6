import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHost, type Host } from './host.fixture.js'

const generator = 'generator client {\n  provider = "prisma-client-js"\n  output = "../generated/prisma"\n}\n'
const schema = `${generator}\ndatasource db {\n  provider = "postgresql"\n}\n`
const config = `import { defineConfig } from 'prisma/config'\n\nexport default defineConfig({\n  schema: 'prisma/schema.prisma',\n  datasource: { url: process.env.DATABASE_URL ?? '' },\n})\n`
const dependencies = { prisma: '7.10.0', '@prisma/client': '7.10.0' }

describe('an application in JavaScript of CommonJS', () => {
  const database = useTestDatabase()
  let host: Host
  beforeAll(async () => {
    host = await createHost(
      7,
      {
        'package.json': JSON.stringify({ dependencies }),
        'prisma/schema.prisma': schema,
        'prisma.config.mjs': config,
      },
      { DATABASE_URL: database.url },
    )
    await host.applyEdits(await host.init('git', '--schema', 'data'))
    await host.prisma('generate')
    await host.command('sources', 'add', 'GIT', '--name', 'own', '--set', `GIT_PATH=${host.repository('website')}`)
  })
  afterAll(async () => {
    await host.remove()
  })

  test('imports with the client that Prisma generates', async () => {
    expect(await host.start('import-job.mjs')).toMatchObject({
      code: 0,
      printed: expect.stringContaining('own commit COMPLETED'),
    })
  })

  test('imports with a client that it exports itself', async () => {
    await host.write(
      'lib/prisma.js',
      `const { PrismaPg } = require('@prisma/adapter-pg')
const { PrismaClient } = require('../generated/prisma')
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })
module.exports = prisma
`,
    )
    const planned = (await host.init('git', '--dry-run')).files.find(({ path }) => path === 'data-import.mjs')
    expect(planned?.text).toContain("import db from './lib/prisma.js'")
    await host.write('data-import.mjs', planned?.text ?? '')
    expect(await host.start('import-job.mjs')).toMatchObject({
      code: 0,
      printed: expect.stringContaining('own commit COMPLETED'),
    })
  })

  test('is told by the exit code that another pass is running', async () => {
    await host.write(
      'other-pass.mjs',
      `import { spawnSync } from 'node:child_process'
import { createOrchestrator, postgresLock } from '@data-import/core'
import db from './lib/prisma.js'

const startJob = async () => {
  const { status, stdout } = spawnSync(process.execPath, ['import-job.mjs'], { encoding: 'utf8' })
  console.log(status, stdout)
}
const script = { dataSourceName: 'GIT', resource: 'meeting', dependsOn: [], importWindowDays: 1, run: startJob }
const lock = postgresLock({ connectionString: process.env.DATABASE_URL })
await createOrchestrator({ db, providers: [{ scripts: [script] }], lock }).run({ force: true })
process.exit()
`,
    )
    expect((await host.start('other-pass.mjs')).printed).toMatch(/^75 Pass busy/)
  })

  test('is told by the exit code that nobody provides a data source', async () => {
    await database.db.$executeRawUnsafe(`UPDATE data."DataSource" SET provider = 'BOARD'`)
    expect(await host.start('import-job.mjs')).toEqual({
      code: 1,
      printed: expect.stringContaining('own nobody provides BOARD'),
    })
  })
})
