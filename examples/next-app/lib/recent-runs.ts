import { db } from '@/lib/db'

/** One execution of one script. */
export type RecentRun = Awaited<ReturnType<typeof listRecentRuns>>[number]

/** The newest runs. `errorMessage` is safe to show: secrets are taken out before it is stored. */
export function listRecentRuns(count: number) {
  return db.dataSourceRun.findMany({
    select: {
      id: true,
      dataSource: { select: { name: true } },
      scriptName: true,
      status: true,
      startedAt: true,
      durationMs: true,
      recordsImported: true,
      recordsFailed: true,
      errorMessage: true,
    },
    orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
    take: count,
  })
}
