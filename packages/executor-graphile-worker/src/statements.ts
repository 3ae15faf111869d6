import { lockKey, passLockName, quoteTable, type RawClient, resourceLockName } from '@data-import/core'
import type { Stop } from './messages.js'
import { jobKeyOf } from './names.js'

/** Sends notifications in one statement, which is its own transaction. */
export async function notify(db: RawClient, channel: string, texts: readonly string[]): Promise<void> {
  if (texts.length === 0) return
  await db.$queryRawUnsafe(
    'SELECT count(pg_notify($1, said)) FROM jsonb_array_elements_text($2::text::jsonb) AS said',
    channel,
    JSON.stringify(texts),
  )
}

/** Keys of the advisory locks that are held in this database, with the session of each. */
const heldKeys = `SELECT (lock.classid::bigint << 32) | lock.objid::bigint AS key, lock.pid FROM pg_locks AS lock
  WHERE lock.locktype = 'advisory' AND lock.objsubid = 1 AND lock.granted
    AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())`

/** A worker that is up. */
export interface KnownWorker {
  number: number
  /** Host name and process id. */
  holder: string
  /** What it can run. Empty: it takes no more runs. */
  offers: readonly string[]
  /** What the queue calls it. */
  takers: readonly string[]
  /** Of its lock session. */
  pid: number
}

/** The name of the row that says of a worker what it offers. */
export function workerRow(schema: string, number: number): string {
  return `v1/${schema}/worker/${number}`
}

/** Says who a worker is and what it can run. */
export async function registerWorker(
  db: RawClient,
  schema: string,
  { number, holder, offers, takers }: Omit<KnownWorker, 'pid'>,
): Promise<void> {
  await db.$executeRawUnsafe(
    `INSERT INTO ${quoteTable(schema, 'ImportLease')} AS known (name, token, holder, owner, acquired_at) VALUES ($1, 1, $2, $3, now())
     ON CONFLICT (name) DO UPDATE SET token = known.token + 1, holder = EXCLUDED.holder, owner = EXCLUDED.owner, acquired_at = now()`,
    workerRow(schema, number),
    holder,
    JSON.stringify({ offers, takers }),
  )
}

/** The workers whose lock is held. */
export async function liveWorkers(db: RawClient, schema: string): Promise<KnownWorker[]> {
  const prefix = workerRow(schema, 0).slice(0, -1)
  const rows = await db.$queryRawUnsafe<{ name: string; holder: string | null; owner: string | null }[]>(
    `SELECT name, holder, owner FROM ${quoteTable(schema, 'ImportLease')} WHERE starts_with(name, $1)`,
    prefix,
  )
  if (rows.length === 0) return []
  const held = await db.$queryRawUnsafe<{ key: string; pid: number }[]>(
    `SELECT key::text, pid FROM (${heldKeys}) AS held`,
  )
  const pids = new Map(held.map(({ key, pid }) => [key, pid]))
  return rows.flatMap(({ name, holder, owner }) => {
    const pid = pids.get(lockKey(name).toString())
    if (pid === undefined) return []
    return [{ number: Number(name.slice(prefix.length)), holder: holder ?? '?', ...parseOwner(owner), pid }]
  })
}

function parseOwner(text: string | null): Pick<KnownWorker, 'offers' | 'takers'> {
  const texts = (given: unknown) => (Array.isArray(given) ? given.filter((one) => typeof one === 'string') : [])
  try {
    const { offers, takers } = JSON.parse(text ?? '{}') as { offers?: unknown; takers?: unknown }
    return { offers: texts(offers), takers: texts(takers) }
  } catch {
    return { offers: [], takers: [] }
  }
}

/** Asks every worker to end the runs of a pass, also those that hear no notification. */
export async function recordStop(db: RawClient, schema: string, fencingToken: bigint, how: Stop): Promise<void> {
  await db.$executeRawUnsafe(
    `INSERT INTO ${quoteTable(schema, 'ImportLease')} AS known (name, token, holder, acquired_at) VALUES ($1, $2::bigint, $3, now())
     ON CONFLICT (name) DO UPDATE SET token = EXCLUDED.token, holder = EXCLUDED.holder, acquired_at = now()
     WHERE known.token <= EXCLUDED.token`,
    stopRow(schema),
    fencingToken.toString(),
    how,
  )
}

function stopRow(schema: string): string {
  return `v1/${schema}/stop`
}

/** How a pass stands, for one that runs its scripts. */
export interface PassState {
  /** Whether its fencing token is still the newest. */
  isCurrent: boolean
  /** Whether an orchestrator holds its lock, in whatever mode. */
  isHeld: boolean
  stop: Stop | null
  /** Of the run's row; null where it has none. */
  status: string | null
}

/** Reads how runs and their passes stand, in the order of the runs. */
export async function readPassStates(
  db: RawClient,
  schema: string,
  runs: readonly { runId: string; fencingToken: bigint }[],
): Promise<PassState[]> {
  const name = passLockName(schema)
  const table = quoteTable(schema, 'ImportLease')
  const rows = await db.$queryRawUnsafe<
    { runId: string; isCurrent: boolean; isHeld: boolean; stop: string | null; status: string | null }[]
  >(
    `WITH pass AS MATERIALIZED (
       SELECT EXISTS (SELECT FROM (${heldKeys}) AS held WHERE key = $2::bigint)
         OR EXISTS (SELECT FROM ${table} WHERE name = $3 AND expires_at > clock_timestamp()) AS "isHeld")
     SELECT asked.run AS "runId", pass."isHeld",
       (SELECT status::text FROM ${quoteTable(schema, 'DataSourceRun')} WHERE id = asked.run) AS status,
       EXISTS (SELECT FROM ${table} WHERE name = $4 AND token = asked.token) AS "isCurrent",
       (SELECT holder FROM ${table} WHERE name = $5 AND token = asked.token) AS stop
     FROM pass, jsonb_to_recordset($1::text::jsonb) AS asked (run text, token bigint)`,
    JSON.stringify(runs.map(({ runId, fencingToken }) => ({ run: runId, token: fencingToken.toString() }))),
    lockKey(name).toString(),
    `lease/${name}`,
    name,
    stopRow(schema),
  )
  return runs.map(({ runId }) => {
    const row = rows.find((one) => one.runId === runId)
    const stop = row?.stop
    return {
      isCurrent: row?.isCurrent === true,
      isHeld: row?.isHeld === true,
      stop: stop === 'drain' || stop === 'cancel' ? stop : null,
      status: row?.status ?? null,
    }
  })
}

/** What is seen of a run that was handed out. */
export interface SeenRun {
  runId: string
  /** Of its row; null where it has none. */
  status: string | null
  recordsImported: number | null
  recordsFailed: number | null
  durationMs: number | null
  errorMessage: string | null
  /** Milliseconds since it began. */
  ageMs: number | null
  /** Its job, if it has one. */
  jobId: string | null
  /** What the queue calls the worker that has it. */
  takenBy: string | null
  /** The session that holds its lock. */
  pid: number | null
  /** Milliseconds since that session was last heard of; null where this role may not know. */
  silentMs: number | null
}

/** Looks at runs that were handed out: their rows, jobs and locks. */
export async function lookAtRuns(
  db: RawClient,
  schema: string,
  workerSchema: string,
  runs: readonly { runId: string; dataSourceId: string; resource: string }[],
): Promise<SeenRun[]> {
  const wanted = runs.map(({ runId, dataSourceId, resource }) => ({
    run: runId,
    job: jobKeyOf(runId),
    lock: lockKey(resourceLockName(schema, dataSourceId, resource)).toString(),
  }))
  return db.$queryRawUnsafe<SeenRun[]>(
    `WITH held AS MATERIALIZED (${heldKeys})
     SELECT k.run AS "runId", run.status::text AS status, run."recordsImported" AS "recordsImported",
       run."recordsFailed" AS "recordsFailed", run.duration_ms AS "durationMs", run.error_message AS "errorMessage",
       (extract(epoch FROM clock_timestamp() - run.started_at::timestamptz) * 1000)::float8 AS "ageMs",
       job.id::text AS "jobId", job.locked_by AS "takenBy", held.pid,
       (extract(epoch FROM clock_timestamp() - activity.state_change) * 1000)::float8 AS "silentMs"
     FROM jsonb_to_recordset($1::text::jsonb) AS k (run text, job text, lock bigint)
     LEFT JOIN ${quoteTable(schema, 'DataSourceRun')} AS run ON run.id = k.run
     LEFT JOIN ${quoteTable(workerSchema, 'jobs')} AS job ON job.key = k.job
     LEFT JOIN held ON held.key = k.lock
     LEFT JOIN pg_stat_activity AS activity ON activity.pid = held.pid`,
    JSON.stringify(wanted),
  )
}

/** Which of these sessions were not heard of for so long. */
export async function silentSessions(db: RawClient, pids: readonly number[], silentMs: number): Promise<number[]> {
  if (pids.length === 0) return []
  const rows = await db.$queryRawUnsafe<{ pid: number }[]>(
    `SELECT pid FROM pg_stat_activity WHERE pid IN (SELECT jsonb_array_elements_text($1::text::jsonb)::int)
       AND clock_timestamp() - state_change > $2::float8 * interval '1 millisecond'`,
    JSON.stringify(pids),
    silentMs,
  )
  return rows.map(({ pid }) => pid)
}

/** Forgets who took part in runs of a pass that is over: what they still write is refused. Another pass may have begun; that one's stay. */
export async function forgetShares(db: RawClient, schema: string, fencingToken: bigint): Promise<void> {
  const table = quoteTable(schema, 'ImportLease')
  await db.$executeRawUnsafe(
    `DELETE FROM ${table} WHERE starts_with(name, $1) AND EXISTS (SELECT FROM ${table} WHERE name = $2 AND token = $3::bigint)`,
    `v1/${schema}/share/`,
    passLockName(schema),
    String(fencingToken),
  )
}

/** Ends the session of a worker that hangs: its locks are free then. @returns whether this role may. */
export async function endSession(db: RawClient, pid: number): Promise<boolean> {
  const [row] = await db
    .$queryRawUnsafe<{ isEnded: boolean }[]>('SELECT pg_terminate_backend($1::int) AS "isEnded"', pid)
    .then(
      (rows) => rows,
      () => [],
    )
  return row?.isEnded === true
}

/** Ends the row of a run that its own worker can't end any more under the fence of a pass that is over. */
export async function endOwnRun(db: RawClient, schema: string, runId: string, reason: string): Promise<void> {
  await db.$executeRawUnsafe(
    `UPDATE ${quoteTable(schema, 'DataSourceRun')} SET status = 'CANCELLED', completed_at = clock_timestamp(), error_message = $2
     WHERE id = $1 AND status = 'RUNNING'`,
    runId,
    reason,
  )
}
