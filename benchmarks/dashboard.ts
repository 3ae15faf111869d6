import { createDashboard } from '@data-import/dashboard'
import type { PrismaClient } from '@data-import/reference-database'
import type { Measurement } from './measurement.js'

const runs = Number(process.env.BENCH_RUNS ?? 1_000_000)
const sources = 5
const resources = [
  'repository',
  'contributor',
  'commit',
  'pull-request',
  'review',
  'issue',
  'pipeline-run',
  'deployment',
]
const passes = Math.ceil(runs / (sources * resources.length))
const rounds = 40

/** A year and more of passes, and 5,000 partitions in all. */
export async function loadLedger(db: PrismaClient): Promise<void> {
  const list = `unnest(array[${resources.map((one) => `'${one}'`).join(', ')}]) with ordinality resource (name, place)`
  await db.$executeRawUnsafe('truncate data."DataSource" cascade')
  await db.$executeRawUnsafe(`insert into data."DataSource" (id, organization_id, name, provider, sync_interval_minutes)
    select 'bench-' || n, 'bench', 'bench-' || n, 'GITHUB', 15 from generate_series(1, ${sources}) n`)
  await db.$executeRawUnsafe(
    `insert into data."ImportLease" (name, token, holder) values ('v1/data', 1, 'bench 1') on conflict (name) do nothing`,
  )
  for (let from = 0; from < passes; from += 5_000) {
    await db.$executeRawUnsafe(`insert into data."DataSourceRun"
  (id, data_source_id, status, script_name, "recordsImported", started_at, completed_at, duration_ms, last_fetched_data_at, pass_id, window_start, window_end)
select 'r-' || k || '-' || n || '-' || resource.place, 'bench-' || n, (case when k % 50 = 0 and resource.place = 3 then 'PARTIAL' else 'COMPLETED' end)::data."DataSourceRunStatus",
  resource.name, 10, t, t + interval '5 seconds', 5000, t, 'pass-' || k, t - interval '1 day', t
from generate_series(${from}, ${Math.min(passes, from + 5_000) - 1}) k, generate_series(1, ${sources}) n, ${list},
  lateral (select date_trunc('minute', now()) - k * interval '15 minutes' + resource.place * interval '6 seconds' as t) s`)
  }
  await db.$executeRawUnsafe(`insert into data."ImportPartition"
  (data_source_id, script_name, key, name, status, reason, watermark, failures, records_imported, last_run_id)
select 'bench-' || n, resource.name, k::text, 'acme/repository-' || k, (case when k % 40 = 0 then 'FAILED' else 'COMPLETE' end)::data."ImportPartitionStatus",
  case when k % 40 = 0 then 'The server answered 502 to page ' || k % 7 end, now(), 0, 10, 'r-0-' || n || '-' || resource.place
from generate_series(1, ${sources}) n, ${list}, generate_series(1, 5000 / ${sources} / ${resources.length}) k`)
  await db.$executeRawUnsafe(`insert into data."ImportLog" (id, data_source_run_id, level, message, created_at)
select 'l-' || k, 'r-0-1-3', 'INFO', 'Something happened for the ' || k || 'th time', now() + k * interval '1 millisecond' from generate_series(1, 20000) k`)
  await db.$executeRawUnsafe('analyze')
}

/** How long each page takes with a million runs, 5,000 partitions and a log of 20,000 entries. */
export async function benchDashboard(db: PrismaClient): Promise<Measurement[]> {
  await loadLedger(db)
  const handle = createDashboard({ db, authorize: () => ({ read: true, act: true }) })
  const middle = Math.floor(passes / 2)
  const before = encodeURIComponent(new Date(Date.now() - middle * 15 * 60_000).toISOString())
  const addresses = [
    ...['', 'sources/bench-1', 'sources/bench-1/commit', 'sources/bench-1/commit/partition?key=40', 'passes'],
    ...[
      `passes?before=${before}`,
      'passes/pass-0',
      'runs/r-0-1-3',
      'runs?source=bench-1&resource=commit',
      'health',
      'metrics',
    ],
  ]
  const measurements: Measurement[] = []
  for (const address of addresses) {
    const times: number[] = []
    let bytes = 0
    // The first ones connect, and have statements planned.
    for (let round = -5; round < rounds; round++) {
      const start = performance.now()
      const answer = await handle(new Request(`http://localhost/${address}`))
      bytes = (await answer.arrayBuffer()).byteLength
      if (round >= 0) times.push(performance.now() - start)
      if (!answer.ok) throw new Error(`/${address} answered ${answer.status}`)
    }
    times.sort((a, b) => a - b)
    const p95 = times[Math.floor(rounds * 0.95)] ?? Number.NaN
    measurements.push({
      what: `dashboard /${address.replace(before, '…')}, p95 of ${rounds}, ${(bytes / 1_024).toFixed(0)} KB`,
      measured: `${p95.toFixed(0)} ms`,
      target: '≤ 100 ms',
      isMet: p95 <= 100,
    })
  }
  return measurements
}
