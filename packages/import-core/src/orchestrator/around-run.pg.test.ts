import { AsyncLocalStorage } from 'node:async_hooks'
import { acmeScript, addAcmeSource, statusesOf, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeAll, expect, it } from 'vitest'
import type { AroundPass, AroundRun } from '../contract/around.js'
import type { PassEvent } from '../contract/pass-event.js'
import type { PassResult, RunOutcome } from '../contract/pass-result.js'

const database = useTestDatabase()
beforeAll(() => addAcmeSource(database, 'main'))

/** One pass of a script that counts its calls and of one that throws, inside of these hooks. */
async function pass(hooks: { aroundRun?: AroundRun; aroundPass?: AroundPass }) {
  let calls = 0
  const events: PassEvent[] = []
  const scripts = [
    acmeScript('counts', [], async () => {
      calls++
    }),
    acmeScript('throws', [], async () => {
      throw new Error('the vendor hung up')
    }),
  ]
  const result = await wireAcme(database, scripts, { ...hooks, onEvent: (event) => events.push(event) }).run()
  const stored = await database.db.dataSourceRun.findMany({ where: { passId: result.passId ?? '' } })
  const warnings = events.flatMap((event) => (event.type === 'warned' ? [event.message] : []))
  return { calls, result, stored, warnings }
}

const truth = { 'main/counts': 'COMPLETED', 'main/throws': 'FAILED' }
const never = () => new Promise<never>(() => undefined)

/** Hooks as nobody should write them, and what the host is told of each. */
const hostile: Record<
  string,
  [hook: (next: () => Promise<unknown>) => PromiseLike<unknown>, warning: string | undefined]
> = {
  'throws before it begins': [() => Promise.reject(new Error('no exporter')), 'threw: no exporter'],
  'throws synchronously': [
    () => {
      throw new Error('no exporter')
    },
    'threw: no exporter',
  ],
  'throws after the end': [(next) => next().then(() => Promise.reject(new Error('no exporter'))), 'threw: no exporter'],
  'throws while it runs': [
    async (next) => {
      void next()
      throw new Error('no exporter')
    },
    'threw: no exporter',
  ],
  'throws nothing at all': [() => Promise.reject(undefined), 'threw'],
  'never calls next': [async () => 'done', 'did not call next'],
  'hangs before next': [never, 'did not call next'],
  'hangs after next': [(next) => next().then(never), undefined],
  'returns early': [
    async (next) => {
      void next()
    },
    undefined,
  ],
  'calls next twice': [(next) => Promise.all([next(), next()]), undefined],
  'calls next again after the end': [(next) => next().then(next), undefined],
  'returns no promise': [(next) => next as unknown as Promise<unknown>, 'did not call next'],
}

it.each(Object.entries(hostile))(
  'a hook that %s loses no run and changes no outcome',
  async (_name, [hook, warning]) => {
    for (const hooks of [
      { aroundRun: (_run, next) => hook(next) } satisfies { aroundRun: AroundRun },
      { aroundPass: hook },
    ]) {
      const { calls, result, stored, warnings } = await pass(hooks)
      expect(calls).toBe(1)
      expect(statusesOf(result)).toEqual(truth)
      expect(result.status).toBe('partial')
      expect(Object.fromEntries(stored.map((run) => [`main/${run.scriptName}`, run.status]))).toEqual(truth)
      const count = warning === undefined ? 0 : 'aroundRun' in hooks ? 2 : 1
      expect(warnings).toHaveLength(count)
      for (const one of warnings) expect(one).toContain(warning)
    }
  },
)

it('everything that a run does happens in the context that its hook sets up', async () => {
  const storage = new AsyncLocalStorage<string>()
  const seen: Record<string, (string | undefined)[]> = {}
  const script = (resource: string) =>
    acmeScript(resource, [], async (context) => {
      const note = () => {
        seen[resource] = [...(seen[resource] ?? []), storage.getStore()]
      }
      note()
      await context.db.$queryRawUnsafe('select 1')
      note()
      await context.partitions([{ key: 'a' }, { key: 'b' }], async ({ checkpoint }) => {
        await checkpoint({ rows: [], cursor: 1 })
        note()
      })
      context.log.info('hello')
    })
  const logged: (string | undefined)[] = []
  const outcomes: RunOutcome[] = []
  let passResult: PassResult | undefined
  const result = await wireAcme(database, [script('first'), script('second')], {
    aroundRun: (run, next) =>
      storage.run(`${storage.getStore()} ${run.resource}`, async () => {
        outcomes.push(await next())
      }),
    aroundPass: (next) =>
      storage.run('pass', async () => {
        passResult = await next()
      }),
    onEvent: (event) => {
      if (event.type === 'logged') logged.push(storage.getStore())
    },
  }).run()
  expect(seen).toEqual({
    first: Array(4).fill('pass first'),
    second: Array(4).fill('pass second'),
  })
  expect(logged.toSorted()).toEqual(['pass first', 'pass second'])
  expect(outcomes.map(({ resource, status }) => [resource, status]).toSorted()).toEqual([
    ['first', 'COMPLETED'],
    ['second', 'COMPLETED'],
  ])
  expect(passResult).toEqual(result)
})

it('a pass that throws throws the same, whatever its hook makes of it', async () => {
  const broken = (aroundPass: AroundPass) =>
    wireAcme(database, [acmeScript('counts')], { aroundPass }).run({ dataSources: ['nobody'] })
  await expect(broken((next) => next())).rejects.toThrow('no enabled data source "nobody"')
  await expect(broken((next) => next().catch(() => undefined))).rejects.toThrow('no enabled data source "nobody"')
})

it('a hook that is no function is refused when the orchestrator is made', () => {
  expect(() => wireAcme(database, [], { aroundRun: 'span' as never })).toThrow('aroundRun must be a function')
  expect(() => wireAcme(database, [], { aroundPass: {} as never })).toThrow('aroundPass must be a function')
})

it('what a hook changes in what it is shown changes nothing', async () => {
  const { result, stored } = await pass({
    aroundRun: async (_run, next) => {
      const outcome = (await next()) as { status: string }
      outcome.status = 'COMPLETED'
    },
    aroundPass: async (next) => {
      const shown = (await next()) as unknown as { status: string; runs: { status: string }[] }
      shown.status = 'completed'
      for (const run of shown.runs) run.status = 'COMPLETED'
    },
  })
  expect(statusesOf(result)).toEqual(truth)
  expect(result.status).toBe('partial')
  expect(stored.map(({ status }) => status).sort()).toEqual(['COMPLETED', 'FAILED'])
})
