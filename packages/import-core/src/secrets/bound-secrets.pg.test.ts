import { acmeScript, createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { createEncryptionKey } from './encryption-key.js'
import { originsOf } from './origins.js'
import { reencryptSecrets } from './reencrypt-secrets.js'
import { decryptSecret, encryptSecret } from './seal-secret.js'

let database: OwnTestDatabase
const key = createEncryptionKey()
const configuration = [
  { key: 'FORGE_TOKEN', description: 'token', isSecret: true },
  { key: 'FORGE_URL', description: 'address', format: 'url', defaultValue: 'https://forge.example' },
] as const
const seen: Record<string, string>[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  seen.length = 0
  await database.db.dataSource.deleteMany()
})

afterAll(() => database.close())

async function addSource(token: string, url?: string) {
  const configs = [
    { key: 'FORGE_TOKEN', value: token, isSecret: true },
    ...(url === undefined ? [] : [{ key: 'FORGE_URL', value: url, isSecret: false }]),
  ]
  const data = { id: 'forge', organizationId: 'acme', provider: 'ACME', name: 'forge', configs: { create: configs } }
  await database.db.dataSource.create({ data })
}

const setUrl = (value: string) =>
  database.db.dataSourceConfig.upsert({
    where: { dataSourceId_key: { dataSourceId: 'forge', key: 'FORGE_URL' } },
    create: { dataSourceId: 'forge', key: 'FORGE_URL', value, isSecret: false },
    update: { value },
  })

async function run(encryptionKey: string | undefined = key, renewed?: string) {
  const script = acmeScript('thing', [], async ({ env, saveSetting }) => {
    seen.push({ ...env })
    if (env.FORGE_URL === 'https://broken.example') throw new Error('nobody answers')
    if (renewed !== undefined) await saveSetting('FORGE_TOKEN', renewed)
  })
  const { runs } = await createOrchestrator({
    db: database.db,
    providers: [{ scripts: [script], configuration }],
    lock: postgresLock({ connectionString: database.url }),
    ...(encryptionKey !== '' && { secrets: { encryptionKey } }),
  }).run({ force: true })
  return runs[0]
}

const bound = (url?: string) =>
  encryptSecret(
    'the-token',
    {
      dataSourceId: 'forge',
      key: 'FORGE_TOKEN',
      origins: originsOf(configuration, (one) => (one === 'FORGE_URL' ? url : undefined)),
    },
    key,
  )

it('a secret that was given for one address is not used at another, whoever changed the row', async () => {
  await addSource(bound('https://forge.acme.example/api'), 'https://forge.acme.example/api')
  expect(await run()).toMatchObject({ status: 'COMPLETED' })
  await setUrl('https://forge.acme.example/other/path')
  expect(await run()).toMatchObject({ status: 'COMPLETED' })
  for (const url of [
    'https://evil.example',
    'http://forge.acme.example',
    'https://forge.acme.example:444',
    'nonsense',
    '',
  ]) {
    await setUrl(url)
    seen.length = 0
    const outcome = await run()
    expect(outcome, url).toMatchObject({ status: 'FAILED' })
    expect(outcome?.errorMessage).toMatch(
      /FORGE_TOKEN of the data source "forge" was given for https:\/\/forge\.acme\.example, and FORGE_URL leads to .* now/,
    )
    expect(outcome?.errorMessage).not.toContain('the-token')
    expect(seen).toEqual([])
  }
})

it('a secret that was given for the default address is not used where one is set, nor the other way round', async () => {
  await addSource(bound())
  expect(await run()).toMatchObject({ status: 'COMPLETED' })
  await setUrl('https://evil.example')
  expect(await run()).toMatchObject({ status: 'FAILED' })
  await setUrl('https://forge.example/v4')
  expect(await run()).toMatchObject({ status: 'COMPLETED' })
})

it('encrypting what is plain binds it, and a rotation keeps what it is bound to', async () => {
  await addSource('the-token', 'https://forge.acme.example')
  await reencryptSecrets(database.db, { encryptionKey: key, configuration })
  const newKey = createEncryptionKey()
  await setUrl('https://evil.example')
  expect(await run()).toMatchObject({ status: 'FAILED' })
  await reencryptSecrets(database.db, { encryptionKey: [newKey, key], configuration })
  await reencryptSecrets(database.db, { encryptionKey: [key, newKey], configuration })
  expect(await run()).toMatchObject({ status: 'FAILED' })
  await setUrl('https://forge.acme.example')
  expect(await run()).toMatchObject({ status: 'COMPLETED' })
  expect(seen.at(-1)?.FORGE_TOKEN).toBe('the-token')
})

it('a secret that says nothing of addresses works as before, and decryptSecret tells who asks with an address', async () => {
  const place = { dataSourceId: 'forge', key: 'FORGE_TOKEN' }
  await addSource(encryptSecret('the-token', place, key), 'https://forge.acme.example')
  await setUrl('https://elsewhere.example')
  expect(await run()).toMatchObject({ status: 'COMPLETED' })
  expect(decryptSecret(bound(), place, key)).toBe('the-token')
  expect(() => decryptSecret(bound(), { ...place, origins: { FORGE_URL: 'https://evil.example' } }, key)).toThrow(
    /was given for/,
  )
})

it.each([
  ['that is stored unencrypted', () => 'the-token', ''],
  [
    'whose encryption says nothing of addresses',
    () => encryptSecret('the-token', { dataSourceId: 'forge', key: 'FORGE_TOKEN' }, key),
    key,
  ],
])('a secret %s is bound to where a run first used it', async (_, token, encryptionKey) => {
  await addSource(token(), 'https://broken.example')
  expect(await run(encryptionKey)).toMatchObject({ status: 'FAILED' })
  await setUrl('https://forge.acme.example/api')
  expect(await run(encryptionKey)).toMatchObject({ status: 'COMPLETED' })
  await setUrl('https://forge.acme.example/other/path')
  expect(await run(encryptionKey)).toMatchObject({ status: 'COMPLETED' })
  for (const url of ['https://evil.example', 'http://forge.acme.example', '']) {
    await setUrl(url)
    seen.length = 0
    const outcome = await run(encryptionKey)
    expect(outcome, url).toMatchObject({ status: 'FAILED' })
    expect(outcome?.errorMessage).toMatch(
      /FORGE_TOKEN of the data source "forge" was given for https:\/\/forge\.acme\.example, .*boundTo to null/,
    )
    expect(outcome?.errorMessage).not.toContain('the-token')
    expect(seen).toEqual([])
  }
})

it('another secret is for the address that is there, and the same one where somebody says so', async () => {
  const where = { dataSourceId_key: { dataSourceId: 'forge', key: 'FORGE_TOKEN' } }
  await addSource('the-token', 'https://forge.acme.example')
  await run('')
  await setUrl('https://new.acme.example')
  await database.db.dataSourceConfig.update({ where, data: { value: 'another-token' } })
  expect(await run('')).toMatchObject({ status: 'COMPLETED' })
  await setUrl('https://forge.acme.example')
  expect(await run('')).toMatchObject({ status: 'FAILED' })
  await database.db.dataSourceConfig.update({ where, data: { boundTo: null } })
  expect(await run('')).toMatchObject({ status: 'COMPLETED' })
  await setUrl('https://new.acme.example')
  expect(await run('')).toMatchObject({ status: 'FAILED' })
})

it('a renewed secret that is stored unencrypted is bound too, from its first moment on', async () => {
  await addSource('the-token', 'https://forge.acme.example')
  expect(await run('', 'renewed-token')).toMatchObject({ status: 'COMPLETED' })
  await setUrl('https://evil.example')
  expect(await run('')).toMatchObject({ status: 'FAILED' })
  expect(seen).toHaveLength(1)
})

it('encrypting a plain secret keeps it for where it was used, and not for where an address leads by then', async () => {
  await addSource('the-token', 'https://forge.acme.example')
  await run('')
  await setUrl('https://evil.example')
  await reencryptSecrets(database.db, { encryptionKey: key, configuration })
  expect(await run()).toMatchObject({ status: 'FAILED' })
  await setUrl('https://forge.acme.example')
  expect(await run()).toMatchObject({ status: 'COMPLETED' })
})

it('nothing can be noted in tables of an earlier version, which is told and fails nothing', async () => {
  await database.db.$executeRawUnsafe('ALTER TABLE data."DataSourceConfig" RENAME bound_to TO elsewhere')
  try {
    await database.db.$executeRawUnsafe(`INSERT INTO data."DataSource" (id, organization_id, name, provider)
      VALUES ('forge', 'acme', 'forge', 'ACME')`)
    await database.db.$executeRawUnsafe(`INSERT INTO data."DataSourceConfig" (id, data_source_id, key, value, is_secret)
      VALUES ('token', 'forge', 'FORGE_TOKEN', 'the-token', true)`)
    expect(await run('')).toMatchObject({ status: 'COMPLETED' })
    const where = { message: { contains: 'could not be noted for which address' } }
    expect(await database.db.importLog.findMany({ where })).toHaveLength(1)
  } finally {
    await database.db.$executeRawUnsafe('ALTER TABLE data."DataSourceConfig" RENAME elsewhere TO bound_to')
  }
})

it('says once in a pass that secrets go to an unencrypted address, except on this machine', async () => {
  await addSource('the-token', 'http://forge.acme.example')
  await run()
  const warnings = () => database.db.importLog.findMany({ where: { message: { contains: 'begins with http://' } } })
  expect(await warnings()).toHaveLength(1)
  await setUrl('http://localhost:8080')
  await run()
  await setUrl('http://127.0.0.1:8080')
  await run()
  await setUrl('https://forge.acme.example')
  await run()
  expect(await warnings()).toHaveLength(1)
})
