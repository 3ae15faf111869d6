import type { RunRequest } from '@data-import/core'
import { useTestDatabase } from '@data-import/test-kit'
import { beforeAll, expect, it } from 'vitest'
import { defaultWorkerSchema } from './names.js'
import { migrateWorkers, openQueue } from './open-queue.js'

const database = useTestDatabase()
beforeAll(() => migrateWorkers({ connectionString: database.url }))

const request = (runId: string) =>
  ({ runId, fencingToken: 1n, startDate: new Date(0), endDate: new Date(1), stopAt: null }) as RunRequest

it('queues every run once although the connection breaks on which they are being queued', async () => {
  const { db, url } = database
  const queue = await openQueue({ connectionString: url, workerSchema: defaultWorkerSchema })
  const runs = Array.from({ length: 20 }, (_, index) => `run ${index}`)
  let adding: Promise<unknown> = Promise.resolve()
  await db.$transaction(async (transaction) => {
    await transaction.$executeRawUnsafe(`LOCK TABLE ${defaultWorkerSchema}._private_jobs IN ACCESS EXCLUSIVE MODE`)
    adding = Promise.all(runs.map((run) => queue.add('data-import:test', request(run))))
    for (let ended = 0; ended === 0; ) {
      ended = await db.$executeRawUnsafe(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'data-import queue' AND wait_event_type = 'Lock'`,
      )
    }
  })
  await adding
  const jobs = await db.$queryRawUnsafe<{ key: string }[]>(`SELECT key FROM ${defaultWorkerSchema}.jobs`)
  expect(jobs.map(({ key }) => key).toSorted()).toEqual(runs.map((run) => `run:${run}`).toSorted())
  await queue.close()
})
