import { inspect } from 'node:util'
import { acmeScript, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, expect, it } from 'vitest'
import type { PassEvent } from '../contract/pass-event.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'

const database = useTestDatabase()
/** None of these is declared, and only the last three are marked as secret. */
const settings: [key: string, value: string, isSecret: boolean][] = [
  ['FORGE_TOKEN', 'canary-by-name', false],
  ['FORGE_DB_PASSWORD', 'canary-password', false],
  ['FORGE_CLIENT_SECRET', 'canary-client', false],
  ['FORGE_SIGNING_KEY', 'canary-signing', false],
  ['FORGE_ADDRESSES', 'https://a.example/x?access_token=canary-in-query ssh://git@b.example/y', false],
  ['FORGE_LIST', 'canary-one,canary-two\ncanary-three', true],
  [
    'FORGE_JSON',
    JSON.stringify({ a: [{ password: 'canary-nested' }], b: { credentials: { x: 'canary-deep' } } }),
    true,
  ],
  ['FORGE_URL', 'https://bob:canary-userinfo@c.example/first', true],
]
const canaries = [
  ...['canary-by-name', 'canary-password', 'canary-client', 'canary-signing', 'canary-in-query', 'canary-one'],
  ...['canary-two', 'canary-three', 'canary-nested', 'canary-deep', 'canary-userinfo'],
]

beforeAll(async () => {
  const configs = { create: settings.map(([key, value, isSecret]) => ({ key, value, isSecret })) }
  await database.db.dataSource.create({ data: { organizationId: 'acme', provider: 'ACME', name: 'main', configs } })
})

it('shows no single secret in logs, errors, events, run rows and the ledger, wherever a script puts it', async () => {
  const events: PassEvent[] = []
  const scripts = [
    acmeScript('logs', [], async ({ log }) => {
      for (const canary of canaries) log.warn(`x ${canary} y`, { recordId: canary, details: { [canary]: [canary] } })
    }),
    acmeScript('walks', [], async ({ partitions }) => {
      const names = canaries.flatMap((canary) =>
        ['ends', 'fails', 'skips', 'is gone', 'waits'].map((end) => `${canary}/${end}`),
      )
      await partitions(
        names.map((name) => ({ key: name, name })),
        async ({ key, checkpoint, skip, unavailable, postpone }) => {
          const [canary = ''] = key.split('/')
          if (key.endsWith('skips')) skip(canary)
          if (key.endsWith('is gone')) unavailable(canary)
          if (key.endsWith('waits')) return postpone(canary)
          await checkpoint({ rows: [], cursor: { canary } })
          if (key.endsWith('fails')) throw Object.assign(new Error(canary), { [canary]: canary })
          return { state: { [canary]: canary }, note: canary }
        },
      )
    }),
    ...canaries.map((canary, index) =>
      acmeScript(`throws-${index}`, [], async () => {
        class Talkative extends Error {
          get url() {
            return canary
          }
          toJSON() {
            return { canary }
          }
          [inspect.custom]() {
            return canary
          }
        }
        throw Object.assign(new Talkative(canary, { cause: new Talkative(canary) }), { [canary]: canary })
      }),
    ),
  ]
  const result = await createOrchestrator({
    db: database.db,
    providers: [{ scripts }],
    lock: postgresLock({ connectionString: database.url }),
    onEvent: (event) => events.push(event),
  }).run()
  const stored = await Promise.all([
    database.db.dataSourceRun.findMany(),
    database.db.importLog.findMany(),
    database.db.importPartition.findMany(),
  ])
  const shown = [
    inspect([events, result, stored], {
      depth: 12,
      showHidden: true,
      getters: true,
      maxArrayLength: null,
      maxStringLength: null,
    }),
    JSON.stringify([events, result, stored], (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
  ].join('\n')
  expect(stored.every((rows) => rows.length > 0)).toBe(true)
  expect(canaries.filter((canary) => shown.includes(canary))).toEqual([])
})

it('keeps addresses of one secret setting apart in the ledger, without what is secret in them', async () => {
  const addresses = ['https://bob:canary-userinfo@c.example/first', 'https://c.example/second', 'git@c.example:third']
  await database.db.dataSource.updateMany({ data: { lastSyncAt: null } })
  await database.db.dataSourceConfig.updateMany({ where: { key: 'FORGE_URL' }, data: { value: addresses.join('\n') } })
  const script = acmeScript('address', [], ({ env, partitions }) =>
    partitions(
      (env.FORGE_URL ?? '').split('\n').map((key) => ({ key })),
      async () => undefined,
    ),
  )
  const { status } = await createOrchestrator({
    db: database.db,
    providers: [{ scripts: [script] }],
    lock: postgresLock({ connectionString: database.url }),
  }).run()
  expect(status).toBe('completed')
  const keys = await database.db.importPartition.findMany({ where: { scriptName: 'address' }, orderBy: { key: 'asc' } })
  expect(keys.map(({ key }) => key)).toEqual([
    'git@c.example:third',
    // The mark tells it from another one with another secret.
    expect.stringMatching(/^https:\/\/\*\*\*@c\.example\/first #[0-9a-f]{4}$/),
    'https://c.example/second',
  ])
})
