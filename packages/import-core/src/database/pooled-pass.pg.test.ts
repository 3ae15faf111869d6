import { contributorTable, repositoryTable } from '@data-import/model'
import { createClient } from '@data-import/reference-database'
import { acmeScript, addAcmeSource, adminUrl, useTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { alongside, rowsOf } from '../contract/tables/table-definition.js'
import { missingPgBouncer, type Pooler, startPgBouncer } from '../faults/pgbouncer.fixture.js'
import { type LockMode, postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'

const missing = missingPgBouncer()
const createdAt = new Date('2026-03-29T01:30:00.123Z')

describe.skipIf(missing)(`a whole pass behind a transaction pooler${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const database = useTestDatabase()
  let pooler: Pooler
  let pooled: string
  beforeAll(async () => {
    const name = new URL(database.url).pathname.slice(1)
    // Of sessions that belong to nobody: what the import relies on must come with each of its transactions.
    for (const setting of [
      `timezone = 'Asia/Tokyo'`,
      `datestyle = 'SQL, DMY'`,
      `default_transaction_isolation = 'serializable'`,
    ]) {
      await database.db.$executeRawUnsafe(`ALTER DATABASE "${name}" SET ${setting}`)
    }
    pooler = await startPgBouncer(adminUrl(), 'transaction', { default_pool_size: 6, server_idle_timeout: 1 })
    pooled = pooler.urlOf(database.url)
    await addAcmeSource(database, 'one')
  })
  afterAll(async () => {
    await pooler.close()
  })

  const rowOf = (key: string, name: string) => ({ externalId: key, provider: 'ACME', name, fullName: name, createdAt })

  /** Scripts that use everything that core does with its own connections. */
  const scriptsFor = (round: number) => [
    acmeScript('contributor', [], async ({ save, log }) => {
      const people = Array.from({ length: 30 }, (_, index) => ({ externalId: `${index}`, login: `ada-${index}` }))
      const [inserted, unchanged] = round === 1 ? [30, 0] : [0, 30]
      expect(await save(contributorTable, people)).toMatchObject({ inserted, unchanged })
      const refused = { ...rowOf('refused', 'x'), name: null as unknown as string }
      expect(await save(repositoryTable, [refused])).toMatchObject({ inserted: 0, failed: 1 })
      log.info('saved')
    }),
    acmeScript('repository', ['contributor'], async ({ partitions, stored, count, partitionsOf }) => {
      const keys = Array.from({ length: 12 }, (_, index) => ({ key: `repository-${index}` }))
      await partitions(
        keys,
        async ({ key, checkpoint, startDate, state }) => {
          if (key !== 'repository-11') expect(state).toBe(round === 1 ? null : 'walked')
          if (key === 'repository-11' && round === 1) throw new Error('broken for now')
          expect(startDate.getTime()).toBeLessThan(Date.now())
          const people = alongside(rowsOf(contributorTable, [{ externalId: key, login: key }]))
          for (const cursor of [1, 2])
            await checkpoint({ rows: [rowsOf(repositoryTable, [rowOf(`${key}/${cursor}`, key)]), people], cursor })
          return { state: 'walked' }
        },
        { concurrency: 8 },
      )
      const names = await stored(repositoryTable, ['externalId', 'createdAt'], { limit: 1 })
      expect(names[0]?.createdAt).toEqual(createdAt)
      expect(await count(repositoryTable)).toBe(round === 1 ? 22 : 24)
      expect(await partitionsOf('contributor')).toEqual([])
    }),
  ]

  it.each<LockMode>(['transaction', 'lease'])(
    'imports, continues, and leaves no setting behind, in mode %s',
    async (mode) => {
      await database.db.repository.deleteMany()
      await database.db.contributor.deleteMany()
      await database.db.importPartition.deleteMany()
      const db = createClient(database.url, { max: 2, applicationName: 'host' })
      onTestFinished(() => db.$disconnect())
      const lock = postgresLock({ connectionString: pooled, mode })
      const pass = (round: number) =>
        createOrchestrator({ db, providers: [{ scripts: scriptsFor(round) }], lock }).run({ force: true })
      const first = await pass(1)
      expect(first.runs.map(({ resource, status, errorMessage }) => [resource, status, errorMessage])).toEqual([
        ['contributor', 'COMPLETED', undefined],
        ['repository', 'PARTIAL', '1 of 12 partitions failed: repository-11: broken for now'],
      ])
      const second = await pass(2)
      expect(second.runs.map(({ resource, status, errorMessage }) => [resource, status, errorMessage])).toEqual([
        ['contributor', 'COMPLETED', undefined],
        ['repository', 'COMPLETED', undefined],
      ])
      expect(await db.repository.count()).toBe(24)
      const refused = { level: 'ERROR', run: { passId: second.passId ?? '' } } as const
      expect(await db.importLog.count({ where: refused })).toBe(1)
      expect(await settingsOfPool()).toEqual(['Asia/Tokyo', 'SQL, DMY', '0', '0'])
    },
  )

  /** What strangers find in the pool's connections, each of which is looked at. */
  async function settingsOfPool(): Promise<string[]> {
    const clients = Array.from({ length: 6 }, () => new Client({ connectionString: pooled }))
    const shown = ['timezone', 'datestyle', 'statement_timeout', 'lock_timeout'].map(
      (name) => `current_setting('${name}')`,
    )
    const found = await Promise.all(
      clients.map(async (client) => {
        await client.connect()
        await client.query('BEGIN')
        const { rows } = await client.query(`SELECT concat_ws('; ', ${shown.join(', ')}) AS settings`)
        return String(rows[0]?.settings)
      }),
    )
    await Promise.all(clients.map((client) => client.end()))
    expect(new Set(found).size).toBe(1)
    return found[0]?.split('; ') ?? []
  }
})
