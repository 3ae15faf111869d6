import { acmeScript, addAcmeSource, createTestDatabase, type TestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { rowsOf } from '../contract/tables/table-definition.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { calculateDateRange } from '../runs/calculate-date-range.js'
import { tableStatements } from '../tables/table-statements.js'
import { measures, measureTable } from './measures.fixture.js'

/** How the session of role or database is set; what a pass stores and reads must not depend on it. */
const settings: readonly string[][] = [
  [],
  ["timezone='Europe/Berlin'"],
  ["timezone='America/New_York'", "datestyle='SQL, DMY'"],
  ["timezone='Asia/Kolkata'", "datestyle='German'"],
  ["timezone='Australia/Lord_Howe'", "datestyle='Postgres, MDY'", "intervalstyle='iso_8601'"],
  ["extra_float_digits='-15'", "bytea_output='escape'", "timezone_abbreviations='India'"],
  ["default_transaction_isolation='serializable'", "default_transaction_deferrable='on'"],
  ["default_transaction_isolation='repeatable read'", "synchronous_commit='off'"],
  ["statement_timeout='50ms'", "lock_timeout='1ms'", "idle_in_transaction_session_timeout='20ms'"],
  ["idle_session_timeout='500ms'"],
  [
    "standard_conforming_strings='off'",
    "escape_string_warning='off'",
    "array_nulls='off'",
    "quote_all_identifiers='on'",
  ],
  ["client_encoding='LATIN1'", "lc_monetary='C'", "lc_numeric='C'", "lc_time='C'"],
  [
    "jit='on'",
    "jit_above_cost='0'",
    "enable_indexscan='off'",
    "enable_hashjoin='off'",
    "plan_cache_mode='force_generic_plan'",
  ],
  ["work_mem='64kB'", "row_security='off'", "xmloption='document'", "transform_null_equals='on'"],
  ['search_path=odd, pg_catalog'],
  ["search_path=''"],
]

const places = ['database', 'role', 'address'] as const

async function createOddDatabase(statements: readonly string[], place: (typeof places)[number]) {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  const { db } = database
  for (const statement of tableStatements(measureTable)) await db.$executeRawUnsafe(statement)
  // What would be found first by a path that names Postgres's own schema last.
  await db.$executeRawUnsafe('CREATE SCHEMA odd')
  await db.$executeRawUnsafe('CREATE DOMAIN odd.text AS pg_catalog.int4')
  await db.$executeRawUnsafe(
    `CREATE FUNCTION odd.now() RETURNS timestamptz LANGUAGE sql AS $$ SELECT 'epoch'::timestamptz $$`,
  )
  await db.$executeRawUnsafe(
    `CREATE FUNCTION odd.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$ SELECT 'epoch'::timestamptz $$`,
  )
  await db.$executeRawUnsafe(
    `CREATE FUNCTION odd.set_config(text, text, boolean) RETURNS text LANGUAGE sql AS $$ SELECT 'odd'::pg_catalog.text $$`,
  )
  const [name] = await db.$queryRawUnsafe<{ name: string }[]>('SELECT current_database()::text AS name')
  const role = `${name?.name}_role`
  const url = new URL(database.url)
  if (place === 'role') {
    await db.$executeRawUnsafe(`CREATE ROLE ${role} LOGIN SUPERUSER PASSWORD 'secret'`)
    onTestFinished(async () => void (await dropRole(role)))
    url.username = role
    url.password = 'secret'
  }
  if (place === 'address') {
    url.searchParams.set(
      'options',
      statements.map((one) => `-c ${one.replaceAll("'", '').replaceAll(', ', ',\\ ')}`).join(' '),
    )
    return { database, url: url.href }
  }
  const target = place === 'role' ? `ROLE ${role}` : `DATABASE "${name?.name}"`
  for (const statement of statements) await db.$executeRawUnsafe(`ALTER ${target} SET ${statement}`)
  return { database, url: url.href }
}

async function dropRole(role: string) {
  const admin = await createTestDatabase({ isEmpty: true })
  await admin.db.$executeRawUnsafe(`DROP ROLE IF EXISTS ${role}`)
  await admin.close()
}

/** Two passes that overlap; the first one breaks off behind a checkpoint. */
async function importTwice(database: TestDatabase, url: string, mode: 'session' | 'transaction' | 'lease') {
  await addAcmeSource(database, 'one', { syncIntervalMinutes: 60 })
  const windows: { start: number; end: number; cursor: unknown }[] = []
  const seen: unknown[] = []
  let isFirst = true
  const script = acmeScript('measure', [], async ({ partitions, stored, count, log }) => {
    await partitions([{ key: 'all' }], async ({ checkpoint, cursor, startDate, endDate }) => {
      windows.push({ start: startDate.getTime(), end: endDate.getTime(), cursor })
      const counts = await checkpoint({ rows: [rowsOf(measureTable, measures)], cursor: { page: 2, at: '01/02/2026' } })
      log.info('saved', { details: { ...counts } })
      if (isFirst) {
        isFirst = false
        throw new Error('breaks off')
      }
      return { state: { at: endDate.toISOString() } }
    })
    seen.push(await stored(measureTable, ['externalId', 'at', 'value', 'size', 'raw', 'labels', 'isOpen']))
    seen.push(
      await count(measureTable, { where: { at: { gte: measures[0]?.at as Date, lt: measures[1]?.at as Date } } }),
    )
  })
  const orchestrator = createOrchestrator({
    db: database.db,
    providers: [{ scripts: [script] }],
    lock: postgresLock({ connectionString: url, mode }),
  })
  const results = [await orchestrator.run(), await orchestrator.run({ force: true }), await orchestrator.run()]
  return { windows, seen, results }
}

/** What is stored, read by a session whose settings are known. */
async function readBack(url: string) {
  const client = new Client({
    connectionString: url,
    options: '-c timezone=UTC -c datestyle=ISO -c extra_float_digits=3 -c search_path=pg_catalog',
  })
  await client.connect()
  try {
    const read = async (text: string) => (await client.query(text)).rows
    return {
      rows: await read(
        `SELECT external_id, at::text, value::text, size::text, raw, labels, md5(text) AS text, is_open FROM data."Measure" ORDER BY 1`,
      ),
      ledger: await read(
        `SELECT status::text, cursor, (state->>'at')::timestamptz = watermark AS "isStateRight", window_start,
           now() - watermark BETWEEN '0' AND '2 minutes'::interval AS "isWatermarkRight" FROM data."ImportPartition"`,
      ),
      runs: await read(
        `SELECT status::text, "recordsImported", now() - started_at BETWEEN '0' AND '2 minutes'::interval AS "isStartRight",
           completed_at >= started_at AS "isEndRight" FROM data."DataSourceRun" ORDER BY started_at`,
      ),
      source: await read(
        `SELECT now() - last_sync_at BETWEEN '0' AND '2 minutes'::interval AS "isSyncRight" FROM data."DataSource"`,
      ),
      logs: await read(
        `SELECT message, now() - created_at BETWEEN '0' AND '2 minutes'::interval AS "isTimeRight" FROM data."ImportLog"
         WHERE level = 'INFO' ORDER BY created_at`,
      ),
    }
  } finally {
    await client.end()
  }
}

const cases = settings.flatMap((statements, index) => {
  const modes = ['session', 'transaction', 'lease'] as const
  return [{ statements, place: places[index % 2] ?? 'role', mode: modes[index % 3] ?? 'session' }]
})

let usual: Awaited<ReturnType<typeof readBack>>
beforeAll(async () => {
  const database = await createTestDatabase()
  for (const statement of tableStatements(measureTable)) await database.db.$executeRawUnsafe(statement)
  await importTwice(database, database.url, 'session')
  usual = await readBack(database.url)
  await database.close()
})

it('an import stores what it was given', () => {
  expect(usual.rows).toMatchObject(
    measures.map(({ externalId, labels, raw, isOpen, size }) => ({
      ...{ external_id: externalId, labels, raw, is_open: isOpen, size: size === null ? null : String(size) },
    })),
  )
  expect(usual.rows.map(({ at, value }) => [at, value])).toEqual([
    ['2026-03-29 00:59:59.999+00', '0.30000000000000004'],
    ['2026-10-25 01:00:00.001+00', '1e-300'],
    ['1969-12-31 23:59:59.999+00', null],
    ['0099-02-03 04:05:06.007+00', '0.3333333333333333'],
  ])
  const right = { isStartRight: true, isEndRight: true }
  expect(usual).toMatchObject({
    ledger: [{ status: 'COMPLETE', cursor: null, isStateRight: true, window_start: null, isWatermarkRight: true }],
    runs: [
      { status: 'FAILED', recordsImported: 4, ...right },
      { status: 'COMPLETED', recordsImported: 0, ...right },
    ],
    source: [{ isSyncRight: true }],
    logs: Array.from({ length: 3 }, () => ({ message: 'saved', isTimeRight: true })),
  })
})

it.each([
  ...cases,
  { statements: settings[2] ?? [], place: 'address' as const, mode: 'session' as const },
  { statements: settings[8] ?? [], place: 'role' as const, mode: 'lease' as const },
  { statements: settings[14] ?? [], place: 'role' as const, mode: 'session' as const },
])(
  'an import is the same with $statements set on the $place, in the mode $mode',
  async ({ statements, place, mode }) => {
    const { database, url } = await createOddDatabase(statements, place)
    const before = Date.now()
    const { windows, seen, results } = await importTwice(database, url, mode)
    const now = Date.now()
    expect(results.map(({ status, notDue }) => [status, notDue.length])).toEqual([
      ['partial', 0],
      ['completed', 0],
      ['completed', 1],
    ])
    // The third walk continues where the second one, which ended what the first one had begun, came to.
    const [first, second, third] = windows
    expect(second).toEqual({ ...first, cursor: { page: 2, at: '01/02/2026' } })
    expect(third?.cursor).toBeNull()
    // A window begins at a full second.
    expect(third?.start).toBe(Math.floor((second?.end ?? 0) / 1000) * 1000 - 5 * 60_000)
    for (const { end } of windows) {
      expect(end).toBeGreaterThan(before - 60_000)
      expect(end).toBeLessThan(now + 60_000)
    }
    const told = measures.map(({ text: _, ...row }) => row)
    expect(seen.slice(-2)).toEqual([told, 1])
    expect(await readBack(database.url)).toEqual(usual)
    const range = await calculateDateRange(
      database.db,
      (await database.db.dataSource.findFirstOrThrow()).id,
      'measure',
      1,
    )
    expect(Math.abs(range.endDate.getTime() - Date.now())).toBeLessThan(60_000)
    expect(range.startDate.getTime()).toBe(third?.end)
  },
)
