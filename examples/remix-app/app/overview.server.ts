import { db } from '~/db.server'

/** What the page shows. Configurations are not read: they hold secrets. */
export async function readOverview() {
  const [sources, open, runs, services] = await Promise.all([
    db.dataSource.findMany({ orderBy: { name: 'asc' } }),
    db.importPartition.groupBy({
      by: ['dataSourceId'],
      where: { status: { notIn: ['COMPLETE', 'SKIPPED'] } },
      _count: true,
    }),
    db.dataSourceRun.findMany({
      include: { dataSource: { select: { name: true } } },
      orderBy: [{ startedAt: 'desc' }, { id: 'asc' }],
      take: 12,
    }),
    db.service.count(),
  ])
  return {
    services,
    sources: sources.map(({ id, name, provider, isEnabled, lastSyncAt }) => ({
      id,
      name,
      provider,
      isEnabled,
      lastCompleteAt: lastSyncAt?.toISOString() ?? null,
      notComplete: open.find(({ dataSourceId }) => dataSourceId === id)?._count ?? 0,
    })),
    runs: runs.map(({ id, dataSource, scriptName, status, startedAt, durationMs, recordsImported, errorMessage }) => ({
      id,
      dataSource: dataSource.name,
      resource: scriptName,
      status,
      startedAt: startedAt.toISOString(),
      durationMs,
      recordsImported,
      errorMessage,
    })),
  }
}

/** What {@link readOverview} reads. */
export type Overview = Awaited<ReturnType<typeof readOverview>>
