import { acmeScript, useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { createEncryptionKey } from './encryption-key.js'
import { reencryptSecrets } from './reencrypt-secrets.js'
import { decryptSecret, encryptSecret } from './seal-secret.js'

const key = createEncryptionKey()
const place = { dataSourceId: 'forge', key: 'FORGE_REFRESH' }
const configuration = [
  { key: 'FORGE_REFRESH', description: 'refresh token', isSecret: true },
  { key: 'FORGE_NAME', description: 'name' },
] as const

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  const configs = [{ key: 'FORGE_REFRESH', value: encryptSecret('refresh-one', place, key), isSecret: true }]
  const data = { id: 'forge', organizationId: 'acme', provider: 'ACME', name: 'forge', configs: { create: configs } }
  await database.db.dataSource.create({ data })
})

const stored = async (name = 'FORGE_REFRESH') =>
  (await database.db.dataSourceConfig.findFirst({ where: { key: name } }))?.value ?? ''

async function run(
  scripts: Record<string, (context: ExecutionContext) => Promise<void>>,
  secrets: { encryptionKey: string | string[] } | undefined = { encryptionKey: key },
) {
  const resources = Object.keys(scripts)
  const events: unknown[] = []
  const result = await createOrchestrator({
    db: database.db,
    lock: postgresLock({ connectionString: database.url }),
    providers: [
      {
        configuration,
        scripts: resources.map((resource, index) =>
          acmeScript(resource, resources.slice(0, index), async (context) => scripts[resource]?.(context)),
        ),
      },
    ],
    ...(secrets && { secrets }),
    onEvent: (event) => events.push(event),
  }).run({ force: true })
  return { ...result, events }
}

it('is encrypted and stored when it returns, and is what later runs and passes read', async () => {
  const seen: (string | undefined)[] = []
  const { status } = await run({
    first: async ({ env, saveSetting }) => {
      await saveSetting('FORGE_REFRESH', 'refresh-two')
      seen.push(decryptSecret(await stored(), place, key), env.FORGE_REFRESH)
    },
    second: async ({ env, saveSetting }) => {
      seen.push(env.FORGE_REFRESH)
      await saveSetting('FORGE_REFRESH', 'refresh-three')
    },
  })
  await run({ first: async ({ env }) => void seen.push(env.FORGE_REFRESH) })
  expect(status).toBe('completed')
  expect(seen).toEqual(['refresh-two', 'refresh-two', 'refresh-two', 'refresh-three'])
  expect(await stored()).not.toContain('refresh')
})

it('is hidden in what this run, and another one that was running already, log and throw', async () => {
  const { events, runs } = await run({
    first: async ({ partitions, saveSetting, log }) => {
      let saved = () => {}
      const isSaved = new Promise<void>((resolve) => {
        saved = resolve
      })
      await partitions([{ key: 'a' }, { key: 'b' }], async (partition) => {
        if (partition.key === 'a') {
          await saveSetting('FORGE_REFRESH', 'canary-refresh')
          saved()
        }
        await isSaved
        log.info('the new one is canary-refresh')
        partition.log.info(await stored())
        throw new Error('401 for canary-refresh')
      })
    },
  })
  const logs = await database.db.importLog.findMany()
  const everything = JSON.stringify([events, runs.map(({ error, ...rest }) => [String(error), rest]), logs])
  expect(everything).toContain('401 for ***')
  expect(everything).not.toContain('canary-refresh')
  expect(everything).not.toContain('enc:v')
})

it('replaces one that was encrypted again while the pass ran, because it is still the same secret', async () => {
  const newKey = createEncryptionKey()
  const { status } = await run(
    {
      first: async ({ saveSetting }) => {
        await reencryptSecrets(database.db, { encryptionKey: [newKey, key] })
        await saveSetting('FORGE_REFRESH', 'refresh-two')
      },
    },
    { encryptionKey: [newKey, key] },
  )
  expect(status).toBe('completed')
  expect(decryptSecret(await stored(), place, newKey)).toBe('refresh-two')
})

it('leaves what somebody has set while the pass ran', async () => {
  const { runs } = await run({
    first: async ({ saveSetting }) => {
      const value = encryptSecret('set-by-hand', place, key)
      await database.db.dataSourceConfig.updateMany({ data: { value } })
      await saveSetting('FORGE_REFRESH', 'refresh-two')
    },
  })
  expect(runs[0]).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringContaining('was changed while the pass'),
  })
  expect(decryptSecret(await stored(), place, key)).toBe('set-by-hand')
})

it('is stored as it is where the host encrypts nothing', async () => {
  await database.db.dataSourceConfig.updateMany({ data: { value: 'refresh-one' } })
  const save = async ({ saveSetting }: ExecutionContext) => saveSetting('FORGE_REFRESH', 'refresh-two')
  const orchestrator = { db: database.db, lock: postgresLock({ connectionString: database.url }) }
  await createOrchestrator({
    ...orchestrator,
    providers: [{ configuration, scripts: [acmeScript('first', [], save)] }],
  }).run()
  expect(await stored()).toBe('refresh-two')
})

it('is stored where there was none', async () => {
  await database.db.dataSourceConfig.deleteMany()
  await run({ first: async ({ saveSetting }) => saveSetting('FORGE_REFRESH', 'the-first') })
  expect(decryptSecret(await stored(), place, key)).toBe('the-first')
  expect(await database.db.dataSourceConfig.findFirst()).toMatchObject({ isSecret: true })
})

it.each([
  ['a key that is no secret', 'FORGE_NAME', 'x', 'does not declare FORGE_NAME'],
  ['a key that nobody declares', 'OTHER', 'x', 'does not declare OTHER'],
  ['an empty text', 'FORGE_REFRESH', '', 'must be a text'],
  ['what Postgres cannot hold', 'FORGE_REFRESH', 'a\0b', 'must be a text'],
])('is refused for %s', async (_, name, value, message) => {
  const { runs } = await run({ first: async ({ saveSetting }) => saveSetting(name, value) })
  expect(runs[0]).toMatchObject({ status: 'FAILED', errorMessage: expect.stringContaining(message) })
  expect(decryptSecret(await stored(), place, key)).toBe('refresh-one')
})

it('is refused once the run has ended', async () => {
  let late: ExecutionContext['saveSetting'] | undefined
  await run({
    first: async ({ saveSetting }) => {
      late = saveSetting
    },
  })
  await expect(late?.('FORGE_REFRESH', 'refresh-two')).rejects.toThrow('The run has ended')
  expect(decryptSecret(await stored(), place, key)).toBe('refresh-one')
})
