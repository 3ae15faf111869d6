import { commitTable, repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import type { PassEvent } from '../contract/pass-event.js'
import type { DataSourceScript } from '../contract/script.js'
import { rowsOf } from '../contract/tables/table-definition.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from './create-orchestrator.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})
const run = (script: (context: ExecutionContext) => Promise<void>) =>
  wireAcme(database, [acmeScript('commit', [], script)]).run()
const repositoryRow = (id: string) => ({ externalId: id, provider: 'ACME', name: id, fullName: id })
const names = async () => (await database.db.repository.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name)
const ledger = () => database.db.importPartition.findFirstOrThrow()

describe('what a script does with what it was given', () => {
  it("moves no window of another provider's data source", async () => {
    await database.db.dataSource.create({ data: { organizationId: 'acme', provider: 'BRAVO', name: 'two' } })
    const bend = (date: Date) => date.setDate(date.getDate() + 30)
    const events: PassEvent[] = []
    const acme: DataSourceScript = acmeScript('repository', [], async (context) => {
      bend(context.startDate)
      bend(context.endDate)
      Object.assign(context.env, { BRAVO_TOKEN: 'x' })
      await context.partitions([{ key: 'a' }], async (partition) => {
        bend(partition.startDate)
        bend(partition.endDate)
      })
      for (const record of await context.partitionsOf('repository')) if (record.watermark) bend(record.watermark)
    })
    const windows: Date[] = []
    const bravo: DataSourceScript = {
      ...acmeScript('commit', ['repository'], async ({ endDate, partitions }) => {
        windows.push(endDate)
        await partitions([{ key: 'b' }], async () => undefined)
      }),
      dataSourceName: 'BRAVO',
    }
    const result = await createOrchestrator({
      db: database.db,
      providers: [{ scripts: [acme] }, { scripts: [bravo] }],
      lock: postgresLock({ connectionString: database.url }),
      onEvent(event) {
        events.push(event)
        if (event.type === 'run-started') bend(event.endDate)
        if (event.type === 'pass-started') bend(event.at)
      },
    }).run()
    expect(result.status).toBe('completed')
    const [row] = await database.db.$queryRawUnsafe<{ now: Date }[]>('SELECT clock_timestamp() AS now')
    const partitions = await database.db.importPartition.findMany()
    const sources = await database.db.dataSource.findMany()
    const runs = await database.db.dataSourceRun.findMany()
    const written = [
      ...windows,
      ...partitions.map(({ watermark }) => watermark),
      ...sources.map(({ lastSyncAt }) => lastSyncAt),
      ...runs.map(({ lastFetchedDataAt }) => lastFetchedDataAt),
      ...runs.map(({ windowEnd }) => windowEnd),
    ]
    expect(written).toHaveLength(9)
    for (const at of written) expect(Number(at)).toBeLessThanOrEqual(Number(row?.now))
    expect(new Set(written.map(Number)).size).toBe(1)
  })

  it('changes neither the state nor the cursor that is stored', async () => {
    await run(({ partitions }) =>
      partitions([{ key: 'a' }], async ({ checkpoint }) => {
        const state = { seen: ['first'] }
        const cursor = { page: 1 }
        const saving = checkpoint({ rows: [], cursor })
        cursor.page = 99
        await saving
        if ((await ledger()).status === 'INCOMPLETE') expect((await ledger()).cursor).toEqual({ page: 1 })
        queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => state.seen.push('late'))))
        return { state }
      }),
    )
    expect((await ledger()).state).toEqual({ seen: ['first'] })
    await run(({ partitions }) =>
      partitions(
        [{ key: 'a' }],
        async ({ state }) => {
          Object.assign(state as object, { seen: 'bent' })
        },
        {
          isUnchanged(record) {
            Object.assign(record.state as object, { seen: 'bent' })
            record.watermark?.setFullYear(2100)
            return false
          },
        },
      ),
    )
    expect(await ledger()).toMatchObject({ state: { seen: ['first'] } })
    expect((await ledger()).watermark?.getFullYear()).toBeLessThan(2100)
  })
})

describe('what a script hands over is taken at the call', () => {
  it('in checkpoints that it does not wait for: emptied lists lose no row', async () => {
    const result = await run(({ partitions, idOf }) =>
      partitions([{ key: 'a' }], async ({ checkpoint }) => {
        const batch = [repositoryRow('r')]
        const commit = {
          externalId: '',
          sha: '',
          message: 'm',
          parentShas: [''],
          repositoryId: idOf(repositoryTable, 'r'),
        }
        const commits: (typeof commit & { committedAt?: Date })[] = []
        const writes = [rowsOf(repositoryTable, batch), rowsOf(commitTable, commits)]
        const at = new Date('2026-01-01T00:00:00Z')
        const open: Promise<unknown>[] = []
        for (let index = 0; index < 20; index++) {
          const row = { ...commit, externalId: `c${index}`, sha: `${index}`, parentShas: ['p'], committedAt: at }
          commits.push(row)
          open.push(checkpoint({ rows: writes, cursor: index }))
          // All of it is used again for the next page.
          commits.length = 0
          row.sha = 'bent'
          row.parentShas.push('bent')
          at.setMinutes(index)
        }
        batch.length = 0
        writes.length = 0
        await Promise.all(open)
      }),
    )
    expect(result.status).toBe('completed')
    const commits = await database.db.commit.findMany()
    expect(commits.map(({ sha }) => Number(sha)).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    expect(commits.every(({ parentShas }) => parentShas.join() === 'p')).toBe(true)
    expect(await database.db.repository.count()).toBe(1)
  })

  it('in saves, the rows of a walk that ends, and the list of partitions', async () => {
    const result = await run(async ({ save, partitions }) => {
      const rows = [repositoryRow('saved')]
      const saving = save(repositoryTable, rows)
      rows.length = 0
      await saving
      const list = [{ key: 'a' }, { key: 'b' }]
      const walking = partitions(list, async ({ key }) => {
        const last = [repositoryRow(key)]
        setImmediate(() => {
          last.length = 0
        })
        return { rows: [rowsOf(repositoryTable, last)] }
      })
      list.length = 0
      await walking
    })
    expect(result.runs).toMatchObject([{ status: 'COMPLETED', partitions: { complete: 2 } }])
    expect(await names()).toEqual(['a', 'b', 'saved'])
  })

  it('in the rows of a class whose fields are getters', async () => {
    class Row {
      readonly externalId = 'r'
      readonly provider = 'ACME'
      get name() {
        return 'from a getter'
      }
      get fullName() {
        return 'acme/r'
      }
    }
    await run(async ({ save }) => {
      await save(repositoryTable, [new Row()])
    })
    expect(await names()).toEqual(['from a getter'])
  })

  it('in a save that it does not wait for: its rows are in, and its failure is the run’s', async () => {
    const well = await run(async ({ save }) => {
      void save(repositoryTable, [repositoryRow('late')])
    })
    expect([well.status, await names()]).toEqual(['completed', ['late']])
    const unwell = await run(async ({ save }) => {
      void save({ ...repositoryTable, name: 'Nowhere' }, [repositoryRow('late')])
    })
    expect(unwell.runs).toMatchObject([{ status: 'FAILED', errorMessage: expect.stringContaining('Nowhere') }])
  })

  it('in questions about stored rows that it does not wait for: emptied lists ask for what they held', async () => {
    await run(async ({ save }) => void (await save(repositoryTable, ['a', 'b', 'c'].map(repositoryRow))))
    const answers: unknown[] = []
    await run(async ({ stored, count }) => {
      const wanted = ['a', 'b']
      const fields: ('externalId' | 'name')[] = ['externalId']
      const where = { externalId: { in: wanted } }
      const place = { where, limit: 5 }
      const asked = [stored(repositoryTable, fields, place), count(repositoryTable, { where })]
      wanted.length = 0
      fields[0] = 'name'
      place.limit = 1
      answers.push(...(await Promise.all(asked)))
    })
    expect(answers).toEqual([[{ externalId: 'a' }, { externalId: 'b' }], 2])
  })

  it('by a pass: options that the host changes afterwards count for the next one', async () => {
    await addAcmeSource(database, 'two')
    const script = acmeScript('commit')
    const scripts = [script]
    const orchestrator = wireAcme(database, scripts)
    script.importWindowDays = Number.NaN
    scripts.length = 0
    const window = { startDate: new Date('2026-01-01T00:00:00Z'), endDate: new Date('2026-02-01T00:00:00Z') }
    const dataSources = ['one']
    const running = orchestrator.run({ dataSources, window })
    window.endDate.setFullYear(2100)
    dataSources[0] = 'two'
    const result = await running
    expect(result.runs.map(({ dataSource }) => dataSource)).toEqual(['one'])
    expect((await database.db.dataSourceRun.findFirstOrThrow()).windowEnd).toEqual(new Date('2026-02-01T00:00:00Z'))
    expect((await orchestrator.run()).status).toBe('completed')
  })
})
