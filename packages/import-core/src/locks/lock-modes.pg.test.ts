import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { adminUrl, createTestDatabase, type TestDatabase, useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TransientError } from '../errors/import-error.js'
import { missingPgBouncer, type Pooler, startPgBouncer } from '../faults/pgbouncer.fixture.js'
import { lockFence } from './fence.js'
import { describeLockConduct } from './lock-conduct.fixture.js'
import { type LockMode, postgresLock } from './postgres-lock.js'

const settings = { heartbeatIntervalMs: 50, leaseMs: 2_400 }
const lock = (connectionString: string, mode: LockMode) => postgresLock({ connectionString, mode, ...settings })
// Waits until they are gone: a client hears of its end a moment before its locks are free.
const endConnections = (database: TestDatabase) =>
  database.db.$queryRawUnsafe(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'data-import lock'`,
  )
const endLeases = (database: TestDatabase) =>
  database.db.$executeRawUnsafe(`UPDATE data."ImportLease" SET expires_at = now() WHERE expires_at IS NOT NULL`)

describeLockConduct('mode session', { lock: (url) => lock(url, 'session'), takeAway: endConnections })
describeLockConduct('mode transaction', { lock: (url) => lock(url, 'transaction'), takeAway: endConnections })
describeLockConduct('mode lease', { lock: (url) => lock(url, 'lease'), takeAway: endLeases })

describe('modes among each other', () => {
  const database = useTestDatabase()
  const modes: LockMode[] = ['session', 'transaction', 'lease']

  it.each(modes.flatMap((mine) => modes.map((other) => [mine, other] as const)))(
    'a pass in mode %s keeps one in mode %s out, and can write on',
    async (mine, other) => {
      const lease = await lock(database.url, mine).acquire({ schema: 'data' })
      expect(lease).not.toBeNull()
      expect(await lock(database.url, other).acquire({ schema: 'data' })).toBeNull()
      await database.db.$transaction((transaction) => lockFence(transaction, 'data', lease?.fencingToken ?? 0n))
      await lease?.release()
      const next = await lock(database.url, other).acquire({ schema: 'data' })
      expect(next).not.toBeNull()
      await next?.release()
    },
  )

  it.each(modes.flatMap((mine) => modes.map((other) => [mine, other] as const)))(
    'a resource that a pass in mode %s left to its script keeps one in mode %s from it',
    async (mine, other) => {
      const lease = await lock(database.url, mine).acquire({ schema: 'data' })
      const kept = await lease?.acquireResource('source', 'commit')
      kept?.outlivePass?.()
      await lease?.release()
      const next = await lock(database.url, other).acquire({ schema: 'data' })
      expect(await next?.acquireResource('source', 'commit')).toBeNull()
      await kept?.release()
      expect(await next?.acquireResource('source', 'commit')).not.toBeNull()
      await next?.release()
    },
  )

  it('a resource held in mode transaction keeps nobody from altering the tables', async () => {
    const lease = await lock(database.url, 'transaction').acquire({ schema: 'data' })
    expect(await lease?.acquireResource('source', 'commit')).not.toBeNull()
    await database.db.$transaction([
      database.db.$executeRawUnsafe(`SET LOCAL lock_timeout = '2s'`),
      database.db.$executeRawUnsafe('LOCK TABLE data."ImportLease" IN ACCESS EXCLUSIVE MODE'),
    ])
    await lease?.release()
  })

  it('a lease is renewed for as long as it is held, and is free when its holder falls silent', async () => {
    const short = postgresLock({ connectionString: database.url, mode: 'lease', leaseMs: 900 })
    const lease = await short.acquire({ schema: 'data' })
    const expiry = async () =>
      (await database.db.importLease.findUniqueOrThrow({ where: { name: 'lease/v1/data' } })).expiresAt
    const first = await expiry()
    await expect.poll(expiry, { timeout: 10_000 }).not.toEqual(first)
    expect(await short.acquire({ schema: 'data' })).toBeNull()
    // As if its process had died: nobody renews any more.
    await database.db.importLease.update({ where: { name: 'lease/v1/data' }, data: { owner: 'nobody' } })
    await once(lease?.signal ?? new EventTarget(), 'abort')
    await expect
      .poll(
        async () => {
          const next = await short.acquire({ schema: 'data' })
          await next?.release()
          return next?.fencingToken
        },
        { timeout: 10_000 },
      )
      .toBeGreaterThan(lease?.fencingToken ?? 0n)
    await lease?.release()
  })

  it('a lease outlives its connection', async () => {
    const lease = await lock(database.url, 'lease').acquire({ schema: 'data' })
    await (await lease?.acquireResource('source', 'commit'))?.release()
    await endConnections(database)
    const expiry = async () =>
      (await database.db.importLease.findUniqueOrThrow({ where: { name: 'lease/v1/data' } })).expiresAt
    const before = await expiry()
    await expect.poll(expiry, { timeout: 10_000 }).not.toEqual(before)
    expect(lease?.signal.aborted).toBe(false)
    await lease?.release()
  })

  it('a lease survives a connection that broke before a resource is taken, and before it is given back', async () => {
    const lease = await lock(database.url, 'lease').acquire({ schema: 'data' })
    for (let time = 0; time < 2; time++) {
      await endConnections(database)
      const held = await lease?.acquireResource('source', 'commit')
      expect(held).not.toBeNull()
      await endConnections(database)
      await held?.release()
    }
    expect(lease?.signal.aborted).toBe(false)
    await lease?.release()
  })

  it('refuses a mode that it does not know', () => {
    expect(() => lock(database.url, 'table' as LockMode)).toThrow(/"session", "transaction" or "lease"/)
    expect(() => postgresLock({ connectionString: '', mode: 'lease', leaseMs: 0 })).toThrow(/leaseMs/)
  })
})

const missing = missingPgBouncer()
describe.skipIf(missing)(`behind a transaction pooler${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let pooler: Pooler
  beforeAll(async () => {
    pooler = await startPgBouncer(adminUrl(), 'transaction', { server_idle_timeout: 1 })
  })
  afterAll(() => pooler.close())

  describeLockConduct('mode transaction', {
    lock: (url) => lock(pooler.urlOf(url), 'transaction'),
    // The lock's transaction is open also while a heartbeat is under way in it.
    takeAway: (database) =>
      database.db.$queryRawUnsafe(
        `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
      ),
  })
  describeLockConduct('mode lease', { lock: (url) => lock(pooler.urlOf(url), 'lease'), takeAway: endLeases })

  it('a session lock is refused, and told what to do', async () => {
    const database = await createTestDatabase()
    await expect(lock(pooler.urlOf(database.url), 'session').acquire({ schema: 'data' })).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringMatching(/transaction pooler.*directly.*'transaction'.*'lease'/s),
    })
    await database.close()
  })

  it('a session lock is refused also where the pooler has a single connection to the server', async () => {
    const database = await createTestDatabase()
    const narrow = await startPgBouncer(adminUrl(), 'transaction', { default_pool_size: 1, server_idle_timeout: 1 })
    await expect(lock(narrow.urlOf(database.url), 'session').acquire({ schema: 'data' })).rejects.toThrow(
      /transaction pooler/,
    )
    await narrow.close()
    await database.close()
  })

  it('waits for a connection of the pooler to take a resource, without losing the pass', async () => {
    const narrow = await startPgBouncer(adminUrl(), 'transaction', { default_pool_size: 2, server_idle_timeout: 1 })
    const database = await createTestDatabase()
    const hasty = { heartbeatIntervalMs: 20, heartbeatTimeoutMs: 500 }
    const lease = await postgresLock({
      connectionString: narrow.urlOf(database.url),
      mode: 'transaction',
      ...hasty,
    }).acquire({ schema: 'data' })
    const first = await lease?.acquireResource('source', 'commit')
    const waiting = lease?.acquireResource('source', 'review')
    await sleep(3 * hasty.heartbeatTimeoutMs)
    expect(lease?.signal.aborted).toBe(false)
    await first?.release()
    expect(await waiting).not.toBeNull()
    await lease?.release()
    await narrow.close()
    await database.close()
  })

  it('a pooler that has too few connections for the locks is named, with what to do', async () => {
    const narrow = await startPgBouncer(adminUrl(), 'transaction', { default_pool_size: 2, query_wait_timeout: 1 })
    const database = await createTestDatabase()
    const lease = await lock(narrow.urlOf(database.url), 'transaction').acquire({ schema: 'data' })
    const first = await lease?.acquireResource('source', 'commit')
    const words = /pooler.*no free connection.*query_wait_timeout.*default_pool_size.*`concurrency`.*`lease`/
    await expect(lease?.acquireResource('source', 'review')).rejects.toThrow(words)
    const db = lease?.openDatabase()
    await expect(db?.$queryRawUnsafe('SELECT 1')).rejects.toThrow(words)
    await first?.release()
    expect(lease?.signal.aborted).toBe(false)
    await db?.close()
    await lease?.release()
    await narrow.close()
    await database.close()
  })

  it('a resource that there is no connection for is not taken, and the pass continues', async () => {
    const narrow = await startPgBouncer(adminUrl(), 'transaction', { max_client_conn: 2, server_idle_timeout: 1 })
    const database = await createTestDatabase()
    const lease = await lock(narrow.urlOf(database.url), 'transaction').acquire({ schema: 'data' })
    const first = await lease?.acquireResource('source', 'commit')
    await expect(lease?.acquireResource('source', 'review')).rejects.toThrow(TransientError)
    expect(lease?.signal.aborted).toBe(false)
    await first?.release()
    expect(await lease?.acquireResource('source', 'review')).not.toBeNull()
    await lease?.release()
    await narrow.close()
    await database.close()
  })
})
