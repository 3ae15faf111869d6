import { acmeScript, ownDatabase, statusesOf, type TestDatabase, wireAcme } from '@data-import/test-kit'
import { describe, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from './create-orchestrator.js'
import { createGate } from './gate.fixture.js'

const run = (database: TestDatabase, script: (context: ExecutionContext) => Promise<void>) =>
  wireAcme(database, [acmeScript('commit', [], script), acmeScript('release', ['commit'])]).run({ timeBudgetMs: 3_000 })

// Each waits for seconds, so they wait side by side.
describe.concurrent('a pass whose time budget is used up returns', () => {
  it('although a script never settles and ignores its signal, whose lock stays held until it ends', async (context) => {
    const database = await ownDatabase(context)
    const gate = createGate()
    const result = await run(database, () => gate.opened)
    expect(result).toMatchObject({ status: 'cancelled', reason: 'the time budget of 3000 ms was used up' })
    expect(statusesOf(result)).toEqual({ 'one/commit': 'CANCELLED', 'one/release': 'CANCELLED' })
    expect(result.runs[0]?.errorMessage).toMatch(/used up, and the script ignores its signal: it still runs/)
    expect(result.durationMs).toBeLessThan(60_000)
    const meanwhile = await wireAcme(database, [acmeScript('commit')]).run()
    expect(meanwhile.runs).toMatchObject([
      { status: 'SKIPPED', errorMessage: 'another process is importing this resource' },
    ])
    gate.open()
  })

  it('although the list of partitions never comes to an end', async (context) => {
    const database = await ownDatabase(context)
    const gate = createGate()
    const result = await run(database, async ({ partitions }) => {
      async function* list() {
        yield { key: 'a' }
        await gate.opened
      }
      await partitions(list(), async () => undefined)
    })
    expect(result).toMatchObject({ status: 'cancelled', runs: [{ partitions: { complete: 1 } }, {}] })
    gate.open()
  })

  it('although the database does not answer the bookkeeping', async (context) => {
    const database = await ownDatabase(context)
    const holder = await database.db.$transaction(
      async (transaction) => {
        await transaction.$executeRawUnsafe('LOCK TABLE data."DataSourceRun" IN ACCESS EXCLUSIVE MODE')
        const result = await wireAcme(database, [acmeScript('commit')]).run({ timeBudgetMs: 0 })
        return result
      },
      { timeout: 60_000 },
    )
    expect(holder).toMatchObject({ status: 'cancelled', reason: expect.stringContaining('left behind') })
    expect((await wireAcme(database, [acmeScript('commit')]).run()).status).toBe('completed')
  })

  it('although the host never says which key it has', async (context) => {
    const database = await ownDatabase(context)
    const orchestrator = createOrchestrator({
      db: database.db,
      providers: [{ scripts: [acmeScript('commit')] }],
      lock: postgresLock({ connectionString: database.url }),
      secrets: { encryptionKey: () => new Promise<string>(() => {}) },
    })
    const result = await orchestrator.run({ timeBudgetMs: 0 })
    expect(result).toMatchObject({ status: 'cancelled', reason: expect.stringContaining('did not answer in time') })
    expect((await wireAcme(database, [acmeScript('commit')]).run()).status).toBe('completed')
  })

  it('after the grace in which a script comes to its next checkpoint', async (context) => {
    const database = await ownDatabase(context)
    const result = await run(database, async ({ partitions }) => {
      await partitions([{ key: 'a' }], async ({ checkpoint, signal }) => {
        for (let page = 0; !signal.aborted; page++) await checkpoint({ rows: [], cursor: page })
      })
    })
    expect(statusesOf(result)).toMatchObject({ 'one/commit': 'CANCELLED' })
    expect(await database.db.importPartition.findFirst()).toMatchObject({ status: 'INCOMPLETE' })
  })
})
