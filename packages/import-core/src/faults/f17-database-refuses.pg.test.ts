import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@data-import/reference-database'
import {
  addAcmeSource,
  isWholeSuite,
  recordFault,
  startOwnServer,
  times,
  useTestDatabase,
  wireAcme,
} from '@data-import/test-kit'
import { describe, expect, it } from 'vitest'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { inspectImport, rowsBeforeCursors } from './inspect-import.fixture.js'
import { pagesScripts } from './pages-script.fixture.js'

const shape = { keys: 2, pages: 6, rows: 10 }
const database = useTestDatabase()

it.each([
  ['serialization failure', '40001'],
  ['deadlock', '40P01'],
  ['full disk', '53100'],
  ['statement timeout', '57014'],
])('F17: a %s is run again or FAILED, never COMPLETED with a gap', async (title, state) => {
  const total = { lost: 0, doubled: 0, stuck: 0 }
  const every = times(1, 5)
  let injected = 0
  for (let nth = 1; nth <= every; nth++) {
    await database.db.dataSource.deleteMany()
    await addAcmeSource(database, 'one')
    // Refuses each n-th statement that writes commits; the count continues when a transaction is rolled back.
    await database.db.$executeRawUnsafe('CREATE SEQUENCE writes')
    await database.db.$executeRawUnsafe(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF nextval('public.writes') % ${nth + 2} = 0 THEN RAISE EXCEPTION 'injected' USING ERRCODE = '${state}'; END IF; RETURN NULL; END $$`)
    await database.db.$executeRawUnsafe(
      'CREATE TRIGGER refuse BEFORE INSERT ON data."Commit" FOR EACH STATEMENT EXECUTE FUNCTION refuse()',
    )
    const orchestrator = wireAcme(database, pagesScripts(shape))
    for (let pass = 0; pass < 50; pass++) {
      const { status } = await orchestrator.run({ force: true })
      total.lost += await rowsBeforeCursors(database.db, shape.rows)
      if (status === 'completed') break
    }
    const found = await inspectImport(database.db, shape)
    for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
    const [writes] = await database.db.$queryRawUnsafe<{ count: number }[]>(
      'SELECT last_value::int AS count FROM writes',
    )
    injected += Math.floor((writes?.count ?? 0) / (nth + 2))
    await database.db.$executeRawUnsafe('DROP FUNCTION refuse CASCADE')
    await database.db.$executeRawUnsafe('DROP SEQUENCE writes')
  }
  await recordFault({ fault: 'F17', title, injected, ...total, recoveryMs: [] })
  expect(injected).toBeGreaterThan(0)
})

const missing =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'it needs root on Linux, for a file system that can be full'
    : isWholeSuite
      ? undefined
      : 'it takes a while: npm run test:faults'

describe.skipIf(missing)(`F17 on a disk that is full${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it('F17: an import on a disk that fills up fails, says so, and is made good when there is space', async () => {
    const disk = await mkdtemp(join(tmpdir(), 'data-import-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=755', 'tmpfs', disk])
    try {
      const server = await startOwnServer({ parent: disk })
      const db = createClient(server.url, { max: 4 })
      await db.dataSource.create({ data: { organizationId: 'acme', provider: 'ACME', name: 'one' } })
      const ballast = join(disk, 'ballast')
      const big = { keys: 2, pages: 20, rows: 200 }
      let isFull = false
      const scripts = pagesScripts(big, async (_, page) => {
        if (page !== 5 || isFull) return
        isFull = true
        // Ends with an error, as it should: there is no space left.
        spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=16k'], { stdio: 'ignore' })
      })
      const lock = postgresLock({ connectionString: server.url })
      const orchestrator = createOrchestrator({ db, providers: [{ scripts }], lock })
      const outcome = await orchestrator.run().then(
        ({ status, runs }) => `${status}: ${runs.find(({ status }) => status !== 'COMPLETED')?.errorMessage}`,
        (error: Error) => `threw: ${error.message}`,
      )
      expect(outcome).toMatch(/disk is full|can't be reached|lock of the pass was lost/)
      const startedAt = performance.now()
      await rm(ballast)
      let stuck = 1
      // A server that could not write its log ends and recovers.
      for (let attempt = 0; attempt < 20 && stuck > 0; attempt++) {
        const again = await orchestrator.run({ force: true }).then(
          ({ status }) => status,
          async () => {
            await server.restart().catch(() => undefined)
            return 'threw'
          },
        )
        if (again === 'completed') stuck = 0
      }
      const found = await inspectImport(db, big)
      await db.$disconnect()
      await server.remove()
      const recoveryMs = [performance.now() - startedAt]
      const note = outcome.slice(0, 60)
      await recordFault({
        fault: 'F17',
        title: 'disk really full',
        injected: 1,
        ...found,
        stuck: stuck + found.stuck,
        recoveryMs,
        note,
      })
    } finally {
      execFileSync('umount', ['-l', disk])
      await rm(disk, { recursive: true, force: true })
    }
  })
})
