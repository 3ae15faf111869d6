import { createTestDatabase, type TestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const script = `
  export const scripts = [{
    dataSourceName: 'ACME', resource: 'nothing', dependsOn: [], importWindowDays: 1,
    async run(context) { context.log.info('was here') },
  }]
`
const unused = [
  'Review',
  'PullRequest',
  'Issue',
  'Job',
  'PipelineRun',
  'Deployment',
  'Release',
  'QualityMeasure',
  'Commit',
]

/** Tables as an application's own migrations leave them: in its schema, without those that it has no use for. */
async function becomeApplication(database: TestDatabase, schema: string): Promise<void> {
  for (const table of unused) await database.db.$executeRawUnsafe(`DROP TABLE data."${table}"`)
  await database.db.$executeRawUnsafe(`ALTER SCHEMA data RENAME TO "${schema}"`)
  await database.db.$executeRawUnsafe(`UPDATE _prisma_migrations SET migration_name = 'application_' || migration_name`)
}

describe('a database whose tables an application made, in a schema of its own', () => {
  let database: TestDatabase
  let workspace: Workspace
  beforeAll(async () => {
    database = await createTestDatabase()
    await becomeApplication(database, 'engineering')
    workspace = await createWorkspace({})
    await workspace.write('data-sources/acme.mjs', script)
    await workspace.write('data-import.config.mjs', `export default { schema: 'engineering' }`)
    await workspace.write('.env', `OTHER=1\nDATABASE_URL="${database.url}"\n`)
  })
  afterAll(async () => {
    await workspace.remove()
    await database.close()
  })

  test('takes every command but migrate', async () => {
    const add = ['sources', 'add', 'ACME', '--name', 'acme', '--set', 'PLACE=here']
    expect(await workspace.run(add)).toMatchObject({ code: 0 })
    const runs = [
      ['run', '--pictures'],
      ['run', '--lock-mode', 'lease'],
      ['status'],
      ['runs'],
      ['locks'],
      ['sources', 'list'],
    ]
    for (const argv of [...runs, ['sql', 'SELECT count(*) FROM engineering."DataSource"']]) {
      expect(await workspace.run(argv), argv.join(' ')).toMatchObject({ code: 0 })
    }
    const [run] = (await workspace.run(['runs', '--json'])).json<{ id: string }[]>()
    expect((await workspace.run(['logs', run?.id ?? ''])).stdout).toContain('was here')
    expect((await workspace.run(['sources', 'disable', 'acme'])).code).toBe(0)
    const migrated = await workspace.run(['migrate'])
    expect(migrated).toMatchObject({ code: 2, stderr: expect.stringContaining('npx prisma migrate') })
  })

  test('never gets a key for secrets that the application would not know', async () => {
    const add = ['sources', 'add', 'ACME', '--name', 'secret', '--set', 'ACME_TOKEN=opensesame']
    const refused = await workspace.run(add)
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('DATA_IMPORT_SECRET_KEY') })
    const key = Buffer.alloc(32, 1).toString('base64')
    expect(await workspace.run(add, { env: { DATA_IMPORT_SECRET_KEY: key } })).toMatchObject({ code: 0 })
  })

  test('is removed from with the rows of the tables that there are', async () => {
    const removed = await workspace.run(['sources', 'remove', 'acme', '--yes', '--json'])
    expect(removed.json()).toMatchObject({ isRemoved: true, rows: { DataSourceRun: 2 } })
  })

  test('is found in its schema only when that is named', async () => {
    const { stderr, code } = await workspace.run(['status', '--schema', 'data'])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('Give --schema engineering') })
  })

  test('is never exchanged for an embedded one', async () => {
    await workspace.write('.env', 'OTHER=1\n')
    const { stderr, code } = await workspace.run(['status'])
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/Set DATABASE_URL .* add database: 'embedded' to that file/),
    })
  })

  test('without the tables is migrated by the application, which is said', async () => {
    const { stderr, code } = await workspace.run(['status', '--database-url', database.url, '--schema', 'public'])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('Give --schema engineering') })
    const empty = await createTestDatabase({ isEmpty: true })
    const lacking = await workspace.run(['status', '--database-url', empty.url, '--schema', 'data'])
    await empty.close()
    expect(lacking.stderr).toContain('lacks the tables of the import. Migrate with the application')
  })

  test('that lacks a column is told of it', async () => {
    await database.db.$executeRawUnsafe('ALTER TABLE engineering."DataSource" DROP COLUMN created_at')
    const { stderr, code } = await workspace.run(['status', '--database-url', database.url])
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('DataSource.created_at') })
  })
})
