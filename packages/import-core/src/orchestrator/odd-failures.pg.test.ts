import { inspect } from 'node:util'
import { repositoryTable } from '@data-import/model'
import {
  acmeScript,
  addAcmeSource,
  createTestDatabase,
  statusesOf,
  useTestDatabase,
  wireAcme,
} from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { rowsOf } from '../contract/tables/table-definition.js'
import { TransientError } from '../errors/import-error.js'
import type { PassLock } from '../locks/pass-lock.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from './create-orchestrator.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one', {
    configs: { create: { key: 'TOKEN', value: 'canary-s3cr3t', isSecret: true } },
  })
})
const run = (script: (context: ExecutionContext) => Promise<void>) =>
  wireAcme(database, [acmeScript('repository', [], script)]).run()
const circular: Record<string, unknown> = {}
circular.self = circular

it.each([
  ['an aborted fetch', () => new DOMException('The operation timed out', 'TimeoutError'), /timed out/],
  ['text that Postgres cannot hold', () => new Error('bad\0byte'), /bad\uFFFDbyte/],
  ['a circular object', () => Object.assign(new Error('odd'), { meta: circular }), /odd/],
  ['an object without prototype', () => Object.create(null) as unknown, /Object: null prototype/],
  ['several at once', () => new AggregateError([new Error('ECONNREFUSED 10.0.0.1')], ''), /ECONNREFUSED/],
  ['a wrapped one', () => new TypeError('fetch failed', { cause: new Error('no route') }), /fetch failed: no route/],
  ['an object with a secret', () => ({ message: 'x canary-s3cr3t' }), /x \*\*\*/],
])('a script that throws %s is recorded as FAILED', async (_, thrown, message) => {
  const result = await run(async () => {
    throw thrown()
  })
  const row = await database.db.dataSourceRun.findFirstOrThrow()
  expect(row).toMatchObject({ status: 'FAILED', errorMessage: expect.stringMatching(message) })
  expect(result.runs).toMatchObject([{ runId: row.id, status: 'FAILED' }])
  expect(inspect(result.runs)).not.toContain('canary')
})

it("a vendor's refused connection is not called the database's", async () => {
  const result = await run(async () => {
    throw new TypeError('fetch failed', {
      cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    })
  })
  expect(result.runs[0]?.errorMessage).toBe('fetch failed: connect ECONNREFUSED')
})

it('an odd failure of one partition does not stop the others, and its cursor may hold anything', async () => {
  const result = await run((context) =>
    context.partitions([{ key: 'a' }, { key: 'b' }, { key: 'c' }], async (partition) => {
      await partition.checkpoint({ rows: [], cursor: { page: 'nul\0' } })
      if (partition.key === 'a') throw new DOMException('no\0', 'AbortError')
    }),
  )
  expect(result.runs).toMatchObject([{ status: 'PARTIAL', partitions: { complete: 2, failed: 1 } }])
  const row = await database.db.importPartition.findFirstOrThrow({ where: { key: 'a' } })
  expect(row).toMatchObject({ status: 'FAILED', reason: 'no\uFFFD', cursor: { page: 'nul\uFFFD' } })
})

it('a full disk of the database fails its partition with what to do, and the next pass makes it good', async () => {
  const save = () =>
    run((context) =>
      context.partitions([{ key: 'r' }], async (partition) => {
        const repository = { externalId: 'r', provider: 'ACME', name: 'r', fullName: 'acme/r' }
        await partition.checkpoint({ rows: [rowsOf(repositoryTable, [repository])], cursor: 1 })
      }),
    )
  await database.db.$executeRawUnsafe(`CREATE FUNCTION full_disk_error() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`)
  await database.db.$executeRawUnsafe(
    'CREATE TRIGGER full_disk BEFORE INSERT ON data."Repository" EXECUTE FUNCTION full_disk_error()',
  )
  expect((await save()).runs[0]?.errorMessage).toMatch(/r: The database's disk is full .*Free space, then run again/)
  expect(await database.db.repository.count()).toBe(0)
  await database.db.$executeRawUnsafe('DROP FUNCTION full_disk_error CASCADE')
  expect((await save()).status).toBe('completed')
  expect(await database.db.repository.count()).toBe(1)
})

it('partitions that a script does not wait for still decide over its run', async () => {
  const result = await run(async (context) => {
    context.partitions([{ key: 'a' }], async () => {
      throw new Error('late')
    })
  })
  expect(result.runs).toMatchObject([{ status: 'FAILED', errorMessage: expect.stringContaining('late') }])
})

it('shows no secret that is a name of a partition, and none that only the provider calls secret', async () => {
  const events: unknown[] = []
  await database.db.dataSourceConfig.updateMany({ data: { isSecret: false } })
  const script = acmeScript('repository', [], (context) =>
    context.partitions([{ key: 'https://x.example/?t=canary-s3cr3t', name: 'canary-s3cr3t' }], async () => {
      throw new Error('canary-s3cr3t')
    }),
  )
  const result = await createOrchestrator({
    db: database.db,
    providers: [{ scripts: [script], configuration: [{ key: 'TOKEN', description: 'a token', isSecret: true }] }],
    lock: postgresLock({ connectionString: database.url }),
    onEvent: (event) => events.push(event),
  }).run()
  const rows = await database.db.dataSourceRun.findMany({ include: { logs: true } })
  const ledger = await database.db.importPartition.findMany()
  const shown = JSON.stringify([events, result, rows, ledger], (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(shown).toContain('***')
  expect(shown).not.toContain('canary')
})

it('is right in the schema of the specification: plain timestamps and texts, on a server that is not in UTC', async () => {
  const other = await createTestDatabase()
  await other.db.$executeRawUnsafe(`DO $$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'Asia/Tokyo');
    ALTER TABLE data."DataSource" ALTER last_sync_at TYPE timestamp(3) USING NULL;
    ALTER TABLE data."DataSourceRun" ALTER started_at TYPE timestamp(3), ALTER completed_at TYPE timestamp(3),
      ALTER last_fetched_data_at TYPE timestamp(3), ALTER status TYPE text;
    ALTER TABLE data."ImportLog" ALTER level TYPE text;
    ALTER TABLE data."ImportPartition" ALTER status TYPE text;
  END $$`)
  const { createClient } = await import('@data-import/reference-database')
  const db = createClient(other.url, { max: 3 })
  await addAcmeSource({ ...other, db }, 'tokyo')
  const windows: Date[][] = []
  const orchestrator = wireAcme({ ...other, db }, [
    acmeScript('repository', [], async ({ startDate, endDate, log, partitions }) => {
      windows.push([startDate, endDate])
      log.info('hello')
      await partitions([{ key: 'a' }], async () => {})
    }),
  ])
  const first = await orchestrator.run()
  await orchestrator.run({ force: true })
  expect(first.status).toBe('completed')
  const before = Number(windows[0]?.[1]) - 5 * 60_000
  expect(Number(windows[1]?.[0])).toBe(before - (before % 1_000))
  const [row] = await db.$queryRawUnsafe<{ synced: Date; logs: bigint }[]>(
    `SELECT last_sync_at AS synced, (SELECT count(*) FROM data."ImportLog") AS logs FROM data."DataSource"`,
  )
  expect(row).toMatchObject({ synced: windows[1]?.[1], logs: 2n })
  await db.$disconnect()
  await other.close()
})

it('a resource whose lock finds no connection is FAILED alone, also where an older run of it is to be closed', async () => {
  const source = await database.db.dataSource.findFirstOrThrow()
  await database.db.dataSourceRun.create({
    data: {
      dataSourceId: source.id,
      status: 'RUNNING',
      scriptName: 'commit',
      startedAt: new Date(0),
    },
  })
  const postgres = postgresLock({ connectionString: database.url })
  const lock: PassLock = {
    async acquire(options) {
      const lease = await postgres.acquire(options)
      if (!lease) return null
      return {
        fencingToken: lease.fencingToken,
        signal: lease.signal,
        openDatabase: () => lease.openDatabase(),
        release: () => lease.release(),
        async acquireResource(dataSourceId, resource) {
          if (resource === 'commit') throw new TransientError('no connection left')
          return lease.acquireResource(dataSourceId, resource)
        },
      }
    },
  }
  const scripts = [acmeScript('commit'), acmeScript('release')]
  const result = await createOrchestrator({ db: database.db, providers: [{ scripts }], lock }).run()
  expect(statusesOf(result)).toEqual({ 'one/commit': 'FAILED', 'one/release': 'COMPLETED' })
  expect(result.runs.find(({ resource }) => resource === 'commit')).toMatchObject({
    error: expect.any(TransientError),
    errorMessage: expect.stringContaining('no connection left'),
  })
})
