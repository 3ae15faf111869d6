import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrateWorkers } from '@data-import/executor-graphile-worker'
import type { PrismaClient } from '@data-import/reference-database'
import type { Measurement } from './measurement.js'
import { withWorkers } from './with-workers.js'

const workers = 50
const settleSeconds = 15
const seconds = 30

/** What workers that have nothing to do cost the server. */
export async function benchWorkersIdle(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  await migrateWorkers({ connectionString })
  const { connections, busyMs } = await withWorkers(connectionString, workers, async () => {
    // Until then, connections that were needed for the start are closed.
    await sleep(settleSeconds * 1_000)
    const sessions = await db.$queryRawUnsafe<{ pid: number }[]>(
      'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    const before = await processorMs(sessions)
    await sleep(seconds * 1_000)
    const after = await processorMs(sessions)
    const spent = [...after].map(([pid, ms]) => ms - (before.get(pid) ?? ms))
    return { connections: after.size, busyMs: spent.reduce((sum, ms) => sum + ms, 0) }
  })
  const share = busyMs / (seconds * 10)
  return [
    {
      what: `${workers} idle workers (${connections} connections): what the server needs of one core`,
      measured: `${share.toFixed(1)} %`,
    },
  ]
}

/** Processor time of the server's processes that serve these sessions, of those that are there. Linux only. */
async function processorMs(sessions: readonly { pid: number }[]): Promise<Map<number, number>> {
  const times = new Map<number, number>()
  for (const { pid } of sessions) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
    const fields = stat?.split(') ')[1]?.split(' ')
    // In hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    if (fields) times.set(pid, (Number(fields[11]) + Number(fields[12])) * 10)
  }
  return times
}
