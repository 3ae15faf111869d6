import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { migrateWorkers } from '@data-import/executor-graphile-worker'
import type { PrismaClient } from '@data-import/reference-database'
import type { Measurement } from './measurement.js'
import { withWorkers } from './with-workers.js'

const workers = 50
const seconds = 30

/** What workers that have nothing to do cost the server. */
export async function benchWorkersIdle(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  await migrateWorkers({ connectionString })
  const { connections, busyMs } = await withWorkers(connectionString, workers, async () => {
    const pids = await db.$queryRawUnsafe<{ pid: number }[]>(
      'SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    const before = await processorMs(pids)
    await sleep(seconds * 1_000)
    return { connections: pids.length, busyMs: (await processorMs(pids)) - before }
  })
  const share = busyMs / (seconds * 10)
  return [
    {
      what: `${workers} idle workers (${connections} connections): what the server needs of one core`,
      measured: `${share.toFixed(1)} %`,
    },
  ]
}

/** Processor time of the server's processes that serve these sessions. Linux only. */
async function processorMs(sessions: readonly { pid: number }[]): Promise<number> {
  const there = new Set(await readdir('/proc'))
  const times = sessions.map(async ({ pid }) => {
    if (!there.has(String(pid))) return 0
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
    // In hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return (Number(fields[11]) + Number(fields[12])) * 10
  })
  return (await Promise.all(times)).reduce((sum, one) => sum + one, 0)
}
