import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createEncryptionKey, encryptionKeyId, encryptSecret } from '@data-import/core'
import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const secret = 'hunter2-hunter2'
/** Imports nothing; says whether the token has arrived. */
const provider = `
  export const scripts = [{
    dataSourceName: 'ACME', resource: 'repository', dependsOn: [], importWindowDays: 30,
    async run({ env, log }) { log.info(env.ACME_TOKEN === '${secret}' ? 'token arrived' : 'token did not arrive') },
  }]
  export const configuration = [{ key: 'ACME_TOKEN', description: 'a token', isSecret: true }]
  export const check = async ({ env }) => [
    { status: env.ACME_TOKEN === '${secret}' ? 'ok' : 'error', message: 'looked at ' + env.ACME_TOKEN },
  ]
`
let database: OwnTestDatabase
let workspace: Workspace
let keyFile: string

beforeEach(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/acme.mjs', provider)
  keyFile = join(workspace.path, '.data-import/secret.key')
})

afterEach(async () => {
  await workspace.remove()
  await database.close()
})

const add = (name = 'main', env: Record<string, string> = {}) =>
  workspace.run(['sources', 'add', 'acme', '--name', name, '--set', `ACME_TOKEN=${secret}`], { env })
const addPlain = () =>
  database.db.dataSource.create({
    data: {
      organizationId: 'default',
      provider: 'ACME',
      name: 'plain',
      configs: { create: [{ key: 'ACME_TOKEN', value: secret, isSecret: true }] },
    },
  })
const stored = async () => (await database.db.dataSourceConfig.findMany({ orderBy: { id: 'asc' } })).map((c) => c.value)
const keysOf = async () => (await readFile(keyFile, 'utf8')).split('\n').filter((line) => /^[^#]/.test(line))

test('the first secret makes a key that its owner alone reads, and runs and checks decrypt with it', async () => {
  const added = await add()
  expect(added).toMatchObject({ code: 0, stderr: expect.stringContaining(`A key for secrets was made: ${keyFile}`) })
  expect((await stat(keyFile)).mode & 0o777).toBe(0o600)
  expect((await stat(join(workspace.path, '.data-import'))).mode & 0o066).toBe(0)
  const [key = ''] = await keysOf()
  expect(await stored()).toEqual([expect.stringContaining(`enc:v1:${encryptionKeyId(key)}:`)])
  expect((await add('other')).stderr).toBe('')
  expect((await workspace.run(['run'])).stderr).toContain('INFO token arrived')
  expect(await workspace.run(['sources', 'check', 'main'])).toMatchObject({
    code: 0,
    stdout: 'main\n  ok looked at ***\n',
  })
  expect((await workspace.run(['sources', 'list'])).stdout).toMatch(/ACME_TOKEN=\*\*\*/)
})

test('a key from the environment comes before the file, and none is made', async () => {
  const env = { DATA_IMPORT_SECRET_KEY: createEncryptionKey() }
  expect(await add('main', env)).toMatchObject({ code: 0, stderr: '' })
  await expect(stat(keyFile)).rejects.toThrow('ENOENT')
  expect((await workspace.run(['run'], { env })).stderr).toContain('token arrived')
  const wrong = await workspace.run(['run'], { env: { DATA_IMPORT_SECRET_KEY: `nonsense ${secret}` } })
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('DATA_IMPORT_SECRET_KEY is no key') })
  expect(wrong.stderr).not.toContain(secret)
})

test('without the key, or with another, everything says which is missing and nothing is encrypted under a second one', async () => {
  await add()
  const [key = ''] = await keysOf()
  const missing = `ACME_TOKEN of the data source "main" is encrypted under the key ${encryptionKeyId(key)}`
  await rm(keyFile)
  const environments: Record<string, string>[] = [{}, { DATA_IMPORT_SECRET_KEY: createEncryptionKey() }]
  for (const env of environments) {
    const run = await workspace.run(['run', '--json'], { env })
    expect(run).toMatchObject({ code: 1 })
    expect(run.json()).toMatchObject({ runs: [{ status: 'FAILED', errorMessage: expect.stringContaining(missing) }] })
    expect((await workspace.run(['sources', 'check'], { env })).stdout).toContain(`error ${missing}`)
    expect((await workspace.run(['status'], { env })).stdout).toContain(missing)
    expect((await workspace.run(['sources', 'list'], { env })).stdout).toContain('ACME_TOKEN=***')
    for (const refused of [await add('more', env), await workspace.run(['secrets', 'encrypt'], { env })]) {
      expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(missing) })
    }
  }
  await expect(stat(keyFile)).rejects.toThrow('ENOENT')
})

test('plain secrets are read with a warning, until secrets encrypt', async () => {
  await addPlain()
  const warning = 'plain has unencrypted secrets (ACME_TOKEN): data-import secrets encrypt'
  const run = await workspace.run(['run'])
  expect(run.stderr).toContain('token arrived')
  expect(run.stderr).toContain(warning)
  expect((await workspace.run(['status'])).stdout).toContain(warning)
  expect((await workspace.run(['sources', 'check'])).stdout).toContain(`warning ${warning}`)
  expect((await workspace.run(['status', '--json'])).json()).toMatchObject({
    dataSources: [{ plainSecrets: ['ACME_TOKEN'] }],
  })
  const encrypt = await workspace.run(['secrets', 'encrypt', '--json'])
  expect(encrypt.json()).toEqual({ encrypted: 1, reencrypted: 0, unchanged: 0, skipped: 0 })
  expect(await stored()).toEqual([expect.stringMatching(/^enc:v[12]:/)])
  const again = await workspace.run(['run'])
  expect(again.stderr).toContain('token arrived')
  expect(again.stderr + (await workspace.run(['status'])).stdout).not.toContain('unencrypted')
})

test('rotating makes a new key, encrypts everything under it and forgets the old one', async () => {
  await add()
  await addPlain()
  const [old = ''] = await keysOf()
  const rotated = await workspace.run(['secrets', 'rotate'])
  expect(rotated).toMatchObject({ code: 0, stdout: 'Encrypted: 2 now (1 of them were plain), 0 before.\n' })
  const keys = await keysOf()
  expect(keys).toHaveLength(1)
  expect(keys).not.toContain(old)
  expect(rotated.stderr).toContain(`need the old one: ${encryptionKeyId(old)}`)
  expect(await readFile(`${keyFile}.old`, 'utf8')).toContain(`\n${old}\n`)
  expect((await stat(`${keyFile}.old`)).mode & 0o777).toBe(0o600)
  for (const value of await stored()) expect(value).toContain(`:${encryptionKeyId(keys[0] ?? '')}:`)
  expect((await workspace.run(['run'])).stderr.match(/token arrived/g)).toHaveLength(2)
})

test('a secret that is added under the old key while everything is encrypted anew is encrypted too', async () => {
  await add()
  const [old = ''] = await keysOf()
  const late = encryptSecret(secret, { dataSourceId: 'late', key: 'ACME_TOKEN' }, old)
  await database.db.dataSource.create({
    data: { id: 'late', organizationId: 'default', provider: 'ACME', name: 'late' },
  })
  await database.db.$executeRawUnsafe(`
    CREATE FUNCTION add_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO data."DataSourceConfig" (id, data_source_id, key, value, is_secret)
      VALUES ('late', 'late', 'ACME_TOKEN', '${late}', true) ON CONFLICT DO NOTHING;
      RETURN NULL;
    END $$`)
  await database.db.$executeRawUnsafe(
    'CREATE TRIGGER late AFTER UPDATE ON data."DataSourceConfig" EXECUTE FUNCTION add_late()',
  )
  const rotated = await workspace.run(['secrets', 'rotate', '--json'])
  expect(rotated.json()).toEqual({ encrypted: 0, reencrypted: 2, unchanged: 0, skipped: 0 })
  expect((await workspace.run(['run'])).stderr.match(/token arrived/g)).toHaveLength(2)
})

test.each(['rotate', 'encrypt'])(
  'a rotation that was killed half-way leaves everything readable, and %s finishes it',
  async (command) => {
    await add()
    const [old = ''] = await keysOf()
    await writeFile(keyFile, `${createEncryptionKey()}\n${old}\n`)
    expect((await workspace.run(['run'])).stderr).toContain('token arrived')
    expect((await workspace.run(['secrets', command])).code).toBe(0)
    expect(await keysOf()).toHaveLength(1)
    expect(await keysOf()).not.toContain(old)
    expect(await readFile(`${keyFile}.old`, 'utf8')).toContain(old)
    expect((await workspace.run(['run', '--force'])).stderr).toContain('token arrived')
  },
)

test('with a key of the environment, rotating says how, and secrets encrypt does it', async () => {
  const old = createEncryptionKey()
  await add('main', { DATA_IMPORT_SECRET_KEY: old })
  const refused = await workspace.run(['secrets', 'rotate'], { env: { DATA_IMPORT_SECRET_KEY: old } })
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('run: data-import secrets encrypt') })
  const fresh = createEncryptionKey()
  const env = { DATA_IMPORT_SECRET_KEY: `${fresh},${old}` }
  expect((await workspace.run(['secrets', 'encrypt'], { env })).code).toBe(0)
  expect((await workspace.run(['run'], { env: { DATA_IMPORT_SECRET_KEY: fresh } })).stderr).toContain('token arrived')
})

test('a key file that others may read is used with a warning, a damaged one is refused without showing it', async () => {
  await add()
  await chmod(keyFile, 0o644)
  const run = await workspace.run(['run'])
  expect(run.stderr).toContain(`warning: ${keyFile} can be read by other users: chmod 600 ${keyFile}`)
  expect(run.stderr).toContain('token arrived')
  await writeFile(keyFile, 'hunter3\n')
  const damaged = await workspace.run(['run'])
  expect(damaged).toMatchObject({ code: 2, stderr: expect.stringContaining('holds a line that is no key') })
  expect(damaged.stderr).not.toContain('hunter3')
  await writeFile(keyFile, '# nothing\n')
  expect((await workspace.run(['run'])).stderr).toContain('is empty. Restore it from a copy')
})
