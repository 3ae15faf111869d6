import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, statusesOf, useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { rowsOf } from '../contract/tables/table-definition.js'
import { LockLostError } from '../errors/import-error.js'
import { lockFence } from '../locks/fence.js'
import type { Lease, PassLock } from '../locks/pass-lock.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { recordSync } from '../orchestrator/data-source.js'
import { closeStaleRuns } from './close-stale-runs.js'
import { insertLogEntries } from './insert-log-entries.js'
import { createRunStore } from './run-store.js'

const database = useTestDatabase()
let sourceId: string
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  sourceId = (await addAcmeSource(database, 'one')).id
})

async function acquire(): Promise<Lease> {
  const lease = await postgresLock({ connectionString: database.url }).acquire({ schema: 'data' })
  if (!lease) throw new Error('the lock is taken')
  return lease
}
/** A holder that doesn't know yet that another one came after it. */
async function staleToken(): Promise<bigint> {
  const old = await acquire()
  await old.release()
  await (await acquire()).release()
  return old.fencingToken
}
const storeOf = (token: bigint) => createRunStore(database.db, 'data', 'pass', token)
const at = new Date('2026-01-01T00:00:00Z')
const newRun = () => ({
  id: crypto.randomUUID(),
  dataSourceId: sourceId,
  resource: 'commit',
  startDate: at,
  endDate: at,
  startedAt: at,
})
const finished = (id: string) => ({
  ...{ id, status: 'COMPLETED' as const, completedAt: at, durationMs: 1, recordsImported: 5, recordsFailed: 0 },
  ...{ errorMessage: null, fetchedAtMost: at },
})
const runs = () => database.db.dataSourceRun.findMany({ include: { logs: true } })

it('a stale holder can begin no run', async () => {
  await expect(storeOf(await staleToken()).begin(newRun())).rejects.toThrow(LockLostError)
  expect(await runs()).toEqual([])
})

it('an end whose answer was lost is asked for again, and another end is refused', async () => {
  const lease = await acquire()
  const run = newRun()
  const store = storeOf(lease.fencingToken)
  await store.begin(run)
  const counts = { recordsImported: 5, recordsFailed: 0 }
  expect(await store.finish(finished(run.id))).toEqual(counts)
  expect(await store.finish(finished(run.id))).toEqual(counts)
  await expect(store.finish({ ...finished(run.id), status: 'FAILED' })).rejects.toThrow('ended by somebody else')
  await lease.release()
})

it('a stale holder can end no run, and tell of none', async () => {
  const old = await acquire()
  const run = newRun()
  await storeOf(old.fencingToken).begin(run)
  await old.release()
  await (await acquire()).release()
  const target = { db: database.db, schema: 'data', runId: run.id, fencingToken: old.fencingToken }
  const entry = { level: 'INFO' as const, message: 'late', details: null, recordId: null, at }
  await expect(insertLogEntries(target, [entry])).rejects.toThrow(LockLostError)
  await expect(storeOf(old.fencingToken).finish(finished(run.id))).rejects.toThrow(LockLostError)
  expect(await runs()).toMatchObject([{ status: 'RUNNING', recordsImported: 0, logs: [] }])
})

it('a stale holder closes no run of its successor', async () => {
  const old = await acquire()
  const run = newRun()
  await storeOf(old.fencingToken).begin(run)
  // It still has its session, as one that only believes itself alone would.
  await database.db.$executeRawUnsafe(`UPDATE data."ImportLease" SET token = token + 1 WHERE name = 'v1/data'`)
  expect(await closeStaleRuns(database.db, 'data', old, at)).toBe(0)
  expect(await runs()).toMatchObject([{ status: 'RUNNING' }])
  await old.release()
})

it('a stale holder moves no lastSyncAt', async () => {
  await expect(
    recordSync(database.db, 'data', { looked: [sourceId], synced: [sourceId] }, at, await staleToken()),
  ).rejects.toThrow(LockLostError)
  expect(await database.db.dataSource.findFirstOrThrow()).toMatchObject({ lastSyncAt: null })
})

it.each<[string, (context: ExecutionContext, takeOver: () => Promise<unknown>) => Promise<unknown>]>([
  [
    'row',
    async (context, takeOver) => {
      await takeOver()
      await context.save(repositoryTable, [{ externalId: 'r', provider: 'ACME', name: 'r', fullName: 'acme/r' }])
    },
  ],
  [
    'checkpoint with its rows',
    (context, takeOver) =>
      context.partitions([{ key: 'r' }], async ({ checkpoint }) => {
        await takeOver()
        const row = { externalId: 'r', provider: 'ACME', name: 'r', fullName: 'acme/r' }
        await checkpoint({ rows: [rowsOf(repositoryTable, [row])], cursor: 1 })
      }),
  ],
  ['watermark', (context, takeOver) => context.partitions([{ key: 'r' }], async () => void (await takeOver()))],
  [
    'failure of a partition',
    (context, takeOver) =>
      context.partitions([{ key: 'r' }], async () => {
        await takeOver()
        throw new Error('late')
      }),
  ],
  [
    'log entry, and no end of its run',
    async (context, takeOver) => {
      await takeOver()
      context.log.info('late')
    },
  ],
])('a pass that was overtaken writes no %s', async (_, work) => {
  // The lock keeps saying that it is held, as that of a process that was frozen would.
  const lock: PassLock = {
    async acquire(options) {
      const lease = await postgresLock({ connectionString: database.url }).acquire(options)
      return lease && { ...lease, signal: new AbortController().signal }
    },
  }
  const takeOver = () =>
    database.db.$executeRawUnsafe(`UPDATE data."ImportLease" SET token = token + 1 WHERE name = 'v1/data'`)
  const script = acmeScript('repository', [], async (context) => void (await work(context, takeOver)))
  const result = await createOrchestrator({ db: database.db, providers: [{ scripts: [script] }], lock }).run()
  expect(statusesOf(result)).toEqual({ 'one/repository': 'CANCELLED' })
  expect(await database.db.repository.count()).toBe(0)
  expect(await database.db.importPartition.count()).toBe(0)
  expect(await runs()).toMatchObject([{ status: 'RUNNING', completedAt: null, logs: [] }])
  expect(await database.db.dataSource.findFirstOrThrow()).toMatchObject({ lastSyncAt: null })
})

it('a statement that was under way when the lock was taken again has landed by then', async () => {
  await database.db.$executeRawUnsafe(`CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_sleep(0.5); RETURN NEW; END $$`)
  await database.db.$executeRawUnsafe(
    'CREATE TRIGGER slow BEFORE INSERT ON data."DataSourceRun" FOR EACH ROW EXECUTE FUNCTION slowly()',
  )
  const old = await acquire()
  const writing = storeOf(old.fencingToken).begin(newRun())
  await expect
    .poll(() =>
      database.db.$queryRawUnsafe<unknown[]>(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`,
      ),
    )
    .toHaveLength(1)
  await old.release()
  const next = await acquire()
  expect(await runs()).toHaveLength(1)
  await writing
  await next.release()
  await database.db.$executeRawUnsafe('DROP FUNCTION slowly CASCADE')
})

it('the fence holds until the transaction ends', async () => {
  const lease = await acquire()
  await database.db.$transaction(async (transaction) => {
    await lockFence(transaction, 'data', lease.fencingToken)
    const bump = `SET LOCAL lock_timeout = '50ms'; UPDATE data."ImportLease" SET token = token + 1`
    await expect(database.db.$executeRawUnsafe(`DO $$ BEGIN ${bump}; END $$`)).rejects.toThrow(/lock timeout/)
  })
  await lease.release()
})
