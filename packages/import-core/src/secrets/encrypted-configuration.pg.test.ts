import { acmeScript, createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { createEncryptionKey, encryptionKeyId } from './encryption-key.js'
import { reencryptSecrets } from './reencrypt-secrets.js'
import { encryptSecret } from './seal-secret.js'

let database: OwnTestDatabase
const key = createEncryptionKey()
const newKey = createEncryptionKey()

beforeAll(async () => {
  database = await createTestDatabase()
})

afterEach(() => database.db.dataSource.deleteMany())

afterAll(() => database.close())

/** A data source with one setting for each entry; `value` undefined is the encrypted secret `hidden-<name>`. */
async function addSource(name: string, settings: Record<string, string | undefined> = { ACME_TOKEN: undefined }) {
  const id = `id-${name}`
  const configs = Object.entries(settings).map(([setting, value]) => ({
    key: setting,
    value: value ?? encryptSecret(`hidden-${name}`, { dataSourceId: id, key: setting }, key),
    isSecret: setting.endsWith('TOKEN'),
  }))
  await database.db.dataSource.create({
    data: { id, organizationId: 'acme', provider: 'ACME', name, configs: { create: configs } },
  })
}

async function run(encryptionKey?: string | string[]) {
  const seen: Record<string, Record<string, string>> = {}
  const script = acmeScript('repository', [], async ({ dataSourceId, env }) => {
    seen[dataSourceId] = env
  })
  const result = await createOrchestrator({
    db: database.db,
    providers: [{ scripts: [script] }],
    lock: postgresLock({ connectionString: database.url }),
    ...(encryptionKey === undefined ? {} : { secrets: { encryptionKey } }),
  }).run()
  return { result, seen }
}

const values = async () =>
  Object.fromEntries(
    (await database.db.dataSourceConfig.findMany()).map((one) => [`${one.dataSourceId}/${one.key}`, one.value]),
  )

it('scripts get encrypted values in plain text', async () => {
  await addSource('a', { ACME_TOKEN: undefined, ACME_URL: 'https://acme.example' })
  const { result, seen } = await run([newKey, key])
  expect(result.status).toBe('completed')
  expect(seen['id-a']).toEqual({ ACME_TOKEN: 'hidden-a', ACME_URL: 'https://acme.example' })
  expect(await database.db.importLog.count()).toBe(0)
})

it.each([
  ['no key', undefined, 'no encryption key was given'],
  ['another key', newKey, 'which was not given'],
])(
  'with %s the runs of that data source fail and say which key is missing; others continue',
  async (_, given, reason) => {
    await addSource('a')
    await addSource('b', { ACME_URL: 'https://acme.example' })
    const { result, seen } = await run(given)
    expect(result.status).toBe('partial')
    expect(Object.keys(seen)).toEqual(['id-b'])
    const message = expect.stringContaining(
      `ACME_TOKEN of the data source "a" is encrypted under the key ${encryptionKeyId(key)}, ${given ? '' : 'and '}${reason}`,
    )
    expect(result.runs).toMatchObject([
      { dataSource: 'a', status: 'FAILED', errorMessage: message },
      { status: 'COMPLETED' },
    ])
    expect(await database.db.dataSourceRun.findFirst({ where: { status: 'FAILED' } })).toMatchObject({
      errorMessage: message,
    })
  },
)

it('plain secrets are read, and the log of one run a pass names them', async () => {
  await addSource('a', { ACME_TOKEN: 'plain-token', ACME_URL: 'x' })
  const { seen } = await run(key)
  expect(seen['id-a']).toMatchObject({ ACME_TOKEN: 'plain-token' })
  expect(await database.db.importLog.findMany()).toMatchObject([
    { level: 'WARN', message: expect.stringContaining('Stored unencrypted: ACME_TOKEN.') },
  ])
})

it('re-encrypting moves every secret to the first key, also plain ones and passwords in addresses', async () => {
  await addSource('a')
  await addSource('b', { ACME_TOKEN: 'plain-token', ACME_URL: 'https://bob:hunter2@acme.example', ACME_NAME: 'anvils' })
  expect(await reencryptSecrets(database.db, { encryptionKey: [newKey, key] })).toEqual({
    encrypted: 2,
    reencrypted: 1,
    unchanged: 0,
    skipped: 0,
  })
  const stored = await values()
  expect(stored['id-b/ACME_NAME']).toBe('anvils')
  expect(JSON.stringify(stored)).not.toMatch(/plain-token|hunter2|hidden/)
  const { seen } = await run(newKey)
  expect(seen).toEqual({
    'id-a': { ACME_TOKEN: 'hidden-a' },
    'id-b': { ACME_TOKEN: 'plain-token', ACME_URL: 'https://bob:hunter2@acme.example', ACME_NAME: 'anvils' },
  })
  expect(await reencryptSecrets(database.db, { encryptionKey: newKey })).toMatchObject({ encrypted: 0, unchanged: 3 })
})

it('re-encrypting changes nothing when one value needs a key that is not there', async () => {
  await addSource('a')
  await addSource('b', { ACME_TOKEN: 'plain-token' })
  const before = await values()
  await expect(reencryptSecrets(database.db, { encryptionKey: newKey })).rejects.toThrow(
    /^Nothing was changed\. ACME_TOKEN of the data source "a" is encrypted under the key/,
  )
  expect(await values()).toEqual(before)
})

it('a function is asked for the keys by each pass: for the first one, and for one that replaced another', async () => {
  let current: string | undefined
  const seen: Record<string, string>[] = []
  const orchestrator = createOrchestrator({
    db: database.db,
    providers: [{ scripts: [acmeScript('repository', [], async ({ env }) => void seen.push(env))] }],
    lock: postgresLock({ connectionString: database.url }),
    secrets: { encryptionKey: async () => current },
  })
  expect(await orchestrator.run()).toMatchObject({ status: 'completed', runs: [] })
  await addSource('a')
  for (const given of [key, newKey]) {
    current = given
    await reencryptSecrets(database.db, { encryptionKey: [given, key] })
    expect(await orchestrator.run({ force: true })).toMatchObject({ status: 'completed' })
  }
  expect(seen).toEqual([{ ACME_TOKEN: 'hidden-a' }, { ACME_TOKEN: 'hidden-a' }])
  current = 'nonsense'
  await expect(orchestrator.run()).rejects.toThrow('encryptionKey is no key')
  current = newKey
  expect(await orchestrator.run()).toMatchObject({ status: 'completed' })
})
