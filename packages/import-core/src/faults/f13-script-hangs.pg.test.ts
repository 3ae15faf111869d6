import { acmeScript, itSideBySide, ownDatabase, recordFault, statusesOf, times } from '@data-import/test-kit'
import type { DataSourceScript } from '../contract/script.js'
import type { LockMode } from '../locks/postgres-lock.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { inspectImport } from './inspect-import.fixture.js'
import { pagesScripts } from './pages-script.fixture.js'
import { startProcess } from './start-process.fixture.js'

const modes: readonly LockMode[] = ['session', 'transaction', 'lease']

itSideBySide.for(modes)(
  'F13: a script that hangs is FAILED, the others continue, and its lock is kept until it ends, in mode %s',
  async (mode, context) => {
    const { expect } = context
    const database = await ownDatabase(context)
    let stuck = 0
    let doubled = 0
    const failedMs: number[] = []
    const lock = postgresLock({ connectionString: database.url, mode, leaseMs: 3_000 })
    const passOf = (...scripts: DataSourceScript[]) =>
      createOrchestrator({ db: database.db, providers: [{ scripts }], lock }).run()
    for (let count = 0; count < times(1, 5); count++) {
      let end = () => {}
      const mayEnd = new Promise<void>((resolve) => {
        end = resolve
      })
      const startedAt = performance.now()
      const hangs = { ...acmeScript('commit', [], () => mayEnd), timeoutMs: 50 }
      const pass = await passOf(hangs, acmeScript('release'), acmeScript('review', ['commit']))
      failedMs.push(performance.now() - startedAt)
      expect(statusesOf(pass)).toEqual({
        'one/commit': 'FAILED',
        'one/release': 'COMPLETED',
        'one/review': 'SKIPPED',
      })
      // As another process would find it: the resource is taken, and all else is free.
      const meanwhile = await passOf(acmeScript('commit'), acmeScript('release'))
      if (statusesOf(meanwhile)['one/commit'] !== 'SKIPPED') doubled++
      if (statusesOf(meanwhile)['one/release'] !== 'COMPLETED') stuck++
      end()
      await expect.poll(async () => (await passOf(acmeScript('commit'))).status, { timeout: 5_000 }).toBe('completed')
      stuck += await database.db.dataSourceRun.count({ where: { status: 'RUNNING' } })
    }
    const title = `script hangs, mode ${mode}`
    const note = 'FAILED after a timeout of 50 ms and 2 s of grace'
    await recordFault({
      fault: 'F13',
      title,
      injected: failedMs.length,
      lost: 0,
      doubled,
      stuck,
      recoveryMs: failedMs,
      note,
    })
  },
)

itSideBySide.for(modes)(
  'F13: a process whose script hangs can end all the same, and its lock ends with it, in mode %s',
  async (mode, context) => {
    const { expect } = context
    const database = await ownDatabase(context)
    const shape = { keys: 1, pages: 3, rows: 5 }
    const lock = { connectionString: database.url, mode, leaseMs: 3_000 }
    const other = await startProcess(context)
    other.begin({ task: 'import', url: database.url, shape, lock, hangAt: 1, scriptTimeoutMs: 50 })
    expect((await other.said('ended')).result.status).toBe('partial')
    const endedAt = performance.now()
    expect(await other.exit).toEqual([0, null])
    const orchestrator = createOrchestrator({
      db: database.db,
      providers: [{ scripts: pagesScripts(shape) }],
      lock: postgresLock(lock),
    })
    await expect.poll(async () => (await orchestrator.run()).status, { timeout: 10_000 }).toBe('completed')
    const recoveryMs = [performance.now() - endedAt]
    const found = await inspectImport(database.db, shape)
    const title = `process with a hanging script ends, mode ${mode}`
    await recordFault({ fault: 'F13', title, injected: 1, ...found, recoveryMs, note: 'imported by the next' })
  },
)
