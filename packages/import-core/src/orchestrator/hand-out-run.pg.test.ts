import { addAcmeSource, useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutorPass, RunAnswer, RunRequest } from '../contract/executor.js'
import { createOrchestrator, type PassEvent, postgresLock } from '../index.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

const script = (resource: string, dependsOn: string[] = []) => ({
  dataSourceName: 'ACME',
  resource,
  dependsOn,
  importWindowDays: 30,
  run: async () => undefined,
})

/** One pass whose runs are executed by what the test says. */
async function passWith(execute: (request: RunRequest, pass: ExecutorPass) => Promise<RunAnswer>) {
  const events: PassEvent[] = []
  let isClosed = false
  const result = await createOrchestrator({
    db: database.db,
    providers: [{ scripts: [script('repository'), script('commit', ['repository'])], version: '1.2.3' }],
    lock: postgresLock({ connectionString: database.url }),
    onEvent: (event) => events.push(event),
    executor: {
      open: async (pass) => ({
        execute: (request) => execute(request, pass),
        close: async () => {
          isClosed = true
        },
      }),
    },
  }).run()
  expect(isClosed).toBe(true)
  return { result, events }
}

const rows = () => database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'asc' } })

it('hands out each run with its window and versions, without any setting', async () => {
  const requests: RunRequest[] = []
  const { result } = await passWith(async (request, pass) => {
    requests.push(request)
    return { outcome: await pass.runHere(request) }
  })
  expect(result.status).toBe('completed')
  expect(requests.map(({ resource }) => resource)).toEqual(['repository', 'commit'])
  expect(requests[0]).toMatchObject({
    provider: 'ACME',
    attempt: 1,
    providerVersion: '1.2.3',
    isBackfill: false,
    isOnlyRung: false,
    minimumLookMs: 60_000,
    stopAt: null,
  })
  expect(Object.keys(requests[0] ?? {}).filter((key) => /config|secret|env|token/i.test(key))).toEqual(['fencingToken'])
  expect((await rows()).map(({ id }) => id).sort()).toEqual(requests.map(({ runId }) => runId).sort())
})

it('tries a run once more whose worker was lost, under a new id', async () => {
  const attempts: RunRequest[] = []
  const { result, events } = await passWith(async (request, pass) => {
    if (request.resource === 'repository') attempts.push(request)
    if (request.resource === 'repository' && request.attempt === 1) {
      const errorMessage = 'its worker is gone'
      expect(await pass.endRun(request, { status: 'FAILED', errorMessage }, 'any')).toBe(true)
      return { again: 'lost', reason: errorMessage }
    }
    return { outcome: await pass.runHere(request) }
  })
  expect(result.status).toBe('completed')
  expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2])
  expect(attempts[0]?.runId).not.toBe(attempts[1]?.runId)
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'warned', message: expect.stringContaining('its worker is gone') }),
  )
  expect((await rows()).map(({ status }) => status).sort()).toEqual(['COMPLETED', 'COMPLETED', 'FAILED'])
})

it('gives up a run whose worker was lost twice, and what depends on it is not run', async () => {
  const { result } = await passWith(async (request, pass) => {
    await pass.endRun(request, { status: 'FAILED', errorMessage: 'gone' }, 'any')
    return { again: 'lost', reason: 'gone' }
  })
  expect(result.runs).toMatchObject([
    { resource: 'repository', status: 'FAILED', errorMessage: expect.stringContaining('second time') },
    { resource: 'commit', status: 'SKIPPED', blockedBy: { resource: 'repository' } },
  ])
})

it('a run that was ended for its worker can neither begin nor end any more', async () => {
  const { result } = await passWith(async (request, pass) => {
    await pass.endRun(request, { status: 'CANCELLED', errorMessage: 'withdrawn' }, 'unbegun')
    return { outcome: await pass.runHere(request) }
  })
  expect(result.runs[0]?.status).not.toBe('COMPLETED')
  expect(await rows()).toContainEqual(expect.objectContaining({ status: 'CANCELLED', errorMessage: 'withdrawn' }))
  expect((await rows()).some(({ status }) => status === 'RUNNING' || status === 'COMPLETED')).toBe(false)
})

it('an executor that fails makes its runs fail, and the pass goes on', async () => {
  const { result } = await passWith(async () => {
    throw new Error('no queue')
  })
  expect(result).toMatchObject({
    status: 'partial',
    runs: [{ status: 'FAILED', errorMessage: expect.stringContaining('no queue') }, {}],
  })
})
