import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, randomRuns, statusesOf, useTestDatabase, wireAcme } from '@data-import/test-kit'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { rowsOf } from '../contract/tables/table-definition.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { hostileText, hostileValue, nested } from './hostile-values.fixture.js'

const database = useTestDatabase()
beforeAll(async () => {
  await addAcmeSource(database, 'one')
})

const row = (externalId: string) => ({ externalId, provider: 'ACME', name: externalId, fullName: externalId })

/** One pass of a script, beside one that is well. */
async function pass(run: Parameters<typeof acmeScript>[2]) {
  const well = acmeScript('well', [], async ({ save }) => void (await save(repositoryTable, [row('well')])))
  const result = await wireAcme(database, [acmeScript('hostile', [], run), well]).run()
  expect(statusesOf(result)['one/well']).toBe('COMPLETED')
  const [found] = await database.db.dataSourceRun.findMany({
    where: { scriptName: 'hostile' },
    orderBy: { startedAt: 'desc' },
    take: 1,
  })
  expect(found?.status).toBe(statusesOf(result)['one/hostile'])
  expect(found?.errorMessage?.length ?? 0).toBeLessThanOrEqual(8_192)
  return { result, run: found }
}

it('whatever a script throws, its run FAILED with a reason and the others continue', async () => {
  await fc.assert(
    fc.asyncProperty(hostileValue, async (thrown) => {
      const { run } = await pass(async () => {
        throw thrown
      })
      expect(run).toMatchObject({ status: 'FAILED', errorMessage: expect.stringMatching(/./) })
    }),
    randomRuns(15, 120),
  )
})

it('whatever a script logs is stored, within bounds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(hostileValue, hostileValue, hostileValue), { minLength: 1, maxLength: 8 }),
      async (entries) => {
        const { run } = await pass(async ({ log }) => {
          for (const [message, details, recordId] of entries) {
            log.info(message as string, { details: details as never, recordId: recordId as never })
            log.info(message as string, details as never)
          }
        })
        expect(run?.status).toBe('COMPLETED')
        const stored = await database.db.importLog.findMany({ where: { dataSourceRunId: run?.id ?? '' } })
        expect(stored).toHaveLength(entries.length * 2)
        for (const { message, details, recordId } of stored) {
          expect(message.length).toBeLessThanOrEqual(8_192)
          expect(details?.length ?? 0).toBeLessThanOrEqual(8_192)
          expect(recordId?.length ?? 0).toBeLessThanOrEqual(1_000)
          if (details !== null) JSON.parse(details)
        }
      },
    ),
    randomRuns(15, 120),
  )
})

it('whatever a script says of a partition, the others are complete, with their rows', async () => {
  const partition = fc.record(
    {
      key: hostileValue,
      name: hostileValue,
      cursor: hostileValue,
      state: hostileValue,
      note: hostileValue,
      rows: hostileValue,
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(partition, { maxLength: 5 }), fc.uuid(), async (hostile, good) => {
      await database.db.importPartition.deleteMany()
      await pass(async ({ partitions }) => {
        const given = [...hostile, { key: good }, null] as { key: string }[]
        await partitions(given, async ({ key, checkpoint }) => {
          if (key === good) {
            await checkpoint({ rows: [rowsOf(repositoryTable, [row(good)])], cursor: 1 })
            return { state: { good } }
          }
          const { cursor, state, note, rows } = hostile.find((one) => String(one.key) === key) ?? {}
          await checkpoint({ rows: (rows ?? []) as never, cursor: cursor as never })
          return { state, note } as never
        })
      })
      expect(await database.db.importPartition.findMany({ where: { key: good } })).toMatchObject([
        { status: 'COMPLETE', state: { good } },
      ])
      expect(await database.db.repository.count({ where: { externalId: good } })).toBe(1)
      for (const { status, reason } of await database.db.importPartition.findMany({ where: { status: 'FAILED' } })) {
        expect([status, reason]).toEqual(['FAILED', expect.stringMatching(/./)])
      }
    }),
    randomRuns(20, 160),
  )
})

it('a cursor or state that is too long, too deep or no JSON fails its partition with a reason, and rows before it stay', async () => {
  const odd: Record<string, unknown> = { long: 'x'.repeat(1_100_000), deep: nested(50_000), function: () => 1, big: 1n }
  for (const [key, value] of Object.entries(odd)) {
    await pass(async ({ partitions }) =>
      partitions([{ key: `odd ${key}` }], async ({ checkpoint }) => {
        await checkpoint({ rows: [rowsOf(repositoryTable, [row(key)])], cursor: 1 })
        await checkpoint({ rows: [], cursor: value as never })
      }),
    )
    expect(await database.db.importPartition.findMany({ where: { key: `odd ${key}` } })).toMatchObject([
      {
        status: 'FAILED',
        cursor: 1,
        reason: expect.stringMatching(/^The cursor of the partition odd \w+ (has \d+ characters|is no JSON)/),
      },
    ])
    expect(await database.db.repository.count({ where: { externalId: key } })).toBe(1)
  }
})

it('options that mean nothing are refused before anything is done, and never crash', async () => {
  const orchestrator = wireAcme(database, [acmeScript('well')])
  const options = ['dataSources', 'resources', 'force', 'window', 'timeBudgetMs', 'drainSignal', 'signal']
  const given = fc.oneof(
    fc.record(Object.fromEntries(options.map((name) => [name, hostileValue])), { requiredKeys: [] }),
    fc.constantFrom(...options).chain((name) => hostileValue.map((value) => ({ [name]: value }))),
    fc.array(hostileText, { minLength: 1 }).map((dataSources) => ({ dataSources })),
    fc.array(hostileText, { minLength: 1 }).map((resources) => ({ resources })),
  )
  await fc.assert(
    fc.asyncProperty(given, async (odd) => {
      const outcome = await orchestrator.run(odd as never).catch((error: Error) => error)
      if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'ConfigurationError' })
    }),
    randomRuns(40, 320),
  )
  expect((await orchestrator.run()).status).toBe('completed')
})

it('a wiring that means nothing is refused with a message', () => {
  const well = { db: database.db, providers: [{ scripts: [acmeScript('well')] }], lock: { acquire: async () => null } }
  const names = ['db', 'providers', 'lock', 'schema', 'concurrency', 'retention', 'secrets']
  fc.assert(
    fc.property(
      fc
        .constantFrom(...names)
        .chain((name) => fc.tuple(fc.constant(name), fc.oneof(hostileValue, fc.array(hostileValue)))),
      ([name, value]) => {
        try {
          wireWith({ ...well, [name]: value })
        } catch (error) {
          expect(error).toMatchObject({ name: 'ConfigurationError' })
        }
      },
    ),
    randomRuns(150, 1200),
  )
})

function wireWith(options: unknown): void {
  createOrchestrator(options as never)
}
