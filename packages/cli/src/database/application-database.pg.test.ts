import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalTables } from '@data-import/model'
import { createTestDatabase, type TestDatabase, useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const script = `
  export const scripts = [{
    dataSourceName: 'ACME', resource: 'nothing', dependsOn: [], importWindowDays: 1,
    async run(context) { context.log.info('was here') },
  }]
`
const unused = canonicalTables.map(({ name }) => name).filter((name) => !['Repository', 'Contributor'].includes(name))

/** Tables as an application's own migrations leave them: in its schema, without those that it has no use for. */
async function becomeApplication(database: TestDatabase, schema: string): Promise<void> {
  for (const table of unused) await database.db.$executeRawUnsafe(`DROP TABLE data."${table}" CASCADE`)
  await database.db.$executeRawUnsafe(`ALTER SCHEMA data RENAME TO "${schema}"`)
  await database.db.$executeRawUnsafe(`UPDATE _prisma_migrations SET migration_name = 'application_' || migration_name`)
}

describe('a database whose tables an application made, in a schema of its own', () => {
  const database = useTestDatabase()
  let workspace: Workspace
  beforeAll(async () => {
    await becomeApplication(database, 'engineering')
    workspace = await createWorkspace({})
    await workspace.write('data-sources/acme.mjs', script)
    await workspace.write('data-import.config.mjs', `export default { schema: 'engineering' }`)
    await workspace.write('.env', `OTHER=1\nDATABASE_URL="${database.url}"\n`)
  })
  afterAll(async () => {
    await workspace.remove()
  })

  test('takes every command but migrate', async () => {
    const add = ['sources', 'add', 'ACME', '--name', 'acme', '--set', 'PLACE=here']
    expect(await workspace.run(add)).toMatchObject({ code: 0 })
    const runs = [['run'], ['run', '--lock-mode', 'lease'], ['status'], ['runs'], ['locks'], ['sources', 'list']]
    for (const argv of [...runs, ['sql', 'SELECT count(*) FROM engineering."DataSource"']]) {
      expect(await workspace.run(argv), argv.join(' ')).toMatchObject({ code: 0 })
    }
    const [run] = (await workspace.run(['runs', '--json'])).json<{ id: string }[]>()
    expect((await workspace.run(['logs', run?.id ?? ''])).stdout).toContain('was here')
    expect((await workspace.run(['sources', 'disable', 'acme'])).code).toBe(0)
    const migrated = await workspace.run(['migrate'])
    expect(migrated).toMatchObject({ code: 2, stderr: expect.stringContaining('npx prisma migrate') })
  })

  test('never gets a key file, also in a folder that says nothing of the application', async () => {
    const elsewhere = await createWorkspace({ DATABASE_URL: database.url, DATA_IMPORT_SCHEMA: 'engineering' })
    try {
      await elsewhere.write('data-sources/acme.mjs', script)
      const add = ['sources', 'add', 'ACME', '--name', 'by hand', '--set', 'ACME_TOKEN=opensesame']
      const refused = await elsewhere.run(add, { env: { DATA_IMPORT_SECRET_KEY: '' } })
      expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('createOrchestrator: secrets') })
      expect(existsSync(join(elsewhere.path, '.data-import'))).toBe(false)
    } finally {
      await elsewhere.remove()
    }
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

describe('an application whose address is in a variable that it names', () => {
  let workspace: Workspace
  beforeAll(async () => {
    workspace = await createWorkspace({ DATABASE_URL: 'postgresql://acme@localhost:1/other' })
    await workspace.write('data-import.config.mjs', `export default { databaseUrl: 'POSTGRES_URL' }`)
  })
  afterAll(() => workspace.remove())

  test('is told to set that one, whatever another says', async () => {
    const unset = await workspace.run(['status'])
    expect(unset).toMatchObject({ code: 2, stderr: expect.stringContaining('Set POSTGRES_URL here or in .env') })
  })

  test('is reached there, from .env too', async () => {
    const database = await createTestDatabase()
    await workspace.write('.env', `POSTGRES_URL="${database.url}"\n`)
    expect(await workspace.run(['status'])).toMatchObject({ code: 0 })
    await database.close()
  })

  test('has the password of that address hidden', async () => {
    await workspace.write('data-sources/acme.mjs', 'throw new Error(`open-sesame`)')
    const env = { POSTGRES_URL: 'postgresql://acme:open-sesame@localhost:1/acme' }
    const failed = await workspace.run(['providers'], { env })
    expect(failed).toMatchObject({ stderr: expect.stringContaining('***') })
    expect(failed.stderr).not.toContain('open-sesame')
  })

  test('takes no empty address for a wish for another', async () => {
    const empty = await workspace.run(['status', '--database-url', ''])
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('is the variable set in this shell?') })
  })

  test('names a variable, not an address', async () => {
    const other = await createWorkspace({})
    await other.write(
      'data-import.config.mjs',
      `export default { databaseUrl: 'postgresql://acme:open-sesame@localhost' }`,
    )
    const refused = await other.run(['status'])
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('must be the name of a variable') })
    expect(refused.stderr).not.toContain('open-sesame')
    await other.remove()
  })
})
