import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, type PrismaClient } from '@data-import/reference-database'
import { createRandom, isWholeSuite, type OwnServer, recordFault, startOwnServer, times } from '@data-import/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LockMode, postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { inspectImport, rowsBeforeCursors } from './inspect-import.fixture.js'
import { pagesScripts } from './pages-script.fixture.js'

const shape = { keys: 2, pages: 10, rows: 20 }

describe('F10', () => {
  let server: OwnServer
  let db: PrismaClient
  beforeAll(async () => {
    server = await startOwnServer()
    db = createClient(server.url, { max: 4 })
  })
  afterAll(async () => {
    await db.$disconnect()
    await server.remove()
  })

  it.each<LockMode>(isWholeSuite ? ['session', 'lease'] : ['session'])(
    'F10: passes under a server that restarts again and again all end, and lose nothing, in mode %s',
    async (mode) => {
      const random = createRandom()
      const runs = times(4, 100)
      const scripts = pagesScripts(shape, () => sleep(isWholeSuite ? 40 : 10))
      const lock = postgresLock({ connectionString: server.url, mode, leaseMs: 3_000 })
      const orchestrator = createOrchestrator({ db, providers: [{ scripts }], lock })
      let isDone = false
      let restarts = 0
      const restarting = (async () => {
        while (!isDone) {
          // The first one comes into the first pass.
          await sleep(restarts === 0 ? 150 : times(700, 5_000) * (1 + random()))
          await (random() < 0.5 ? server.restart() : server.crash())
          restarts++
        }
      })()
      const total = { lost: 0, doubled: 0, stuck: 0 }
      const recoveryMs: number[] = []
      let failedPasses = 0
      for (let run = 0; run < runs; run++) {
        await persist(() => db.dataSource.deleteMany())
        // A creation whose answer got lost is found again.
        const source = { id: `${mode}-${run}`, organizationId: 'acme', provider: 'ACME', name: `one ${run}` }
        await persist(() => db.dataSource.upsert({ where: { id: source.id }, create: source, update: {} }))
        const startedAt = performance.now()
        let isBroken = false
        for (;;) {
          const status = await orchestrator.run({ force: true }).then(
            (result) => result.status,
            (error: unknown) => {
              expect(error).toMatchObject({ recovery: 'retry' })
              return 'threw' as const
            },
          )
          if (status === 'completed') {
            const after = await persist(() => inspectImport(db, shape))
            total.lost += after.lost
            total.doubled += after.doubled
            // A crash may take back how a run ended, or let no lease be given back: the next pass makes it good.
            if (after.stuck === 0) break
          }
          isBroken = true
          if (status !== 'busy' && status !== 'completed') failedPasses++
          if (performance.now() - startedAt > 60_000) {
            total.stuck++
            break
          }
          // The lease of a pass that couldn't give it back has to run out.
          if (status === 'busy') await sleep(100)
          total.lost += await persist(() => rowsBeforeCursors(db, shape.rows))
        }
        if (isBroken) recoveryMs.push(performance.now() - startedAt)
      }
      isDone = true
      await restarting
      const note = `${runs} imports, ${failedPasses} passes cut short; the whole import`
      await recordFault({
        fault: 'F10',
        title: `server restarts, mode ${mode}`,
        injected: restarts,
        ...total,
        recoveryMs,
        note,
      })
      expect(restarts).toBeGreaterThan(0)
    },
    900_000,
  )
})

/** The test's own statements must get through too. */
async function persist<R>(work: () => Promise<R>): Promise<R> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 200) throw error
      await sleep(50)
    }
  }
}
