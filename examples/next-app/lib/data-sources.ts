import { db } from '@/lib/db'

/** A data source, as it stands. */
export interface DataSourceState {
  id: string
  name: string
  provider: string
  isEnabled: boolean
  /** Null: never yet. */
  lastCompleteAt: Date | null
  /** Null: with the next pass. */
  dueAt: Date | null
}

/** All data sources by name. Their configuration is not read: it holds secrets. */
export async function listDataSources(): Promise<DataSourceState[]> {
  const sources = await db.dataSource.findMany({ orderBy: { name: 'asc' } })
  return sources.map(({ id, name, provider, isEnabled, lastSyncAt, syncIntervalMinutes }) => ({
    id,
    name,
    provider,
    isEnabled,
    lastCompleteAt: lastSyncAt,
    dueAt: lastSyncAt && syncIntervalMinutes ? new Date(lastSyncAt.getTime() + syncIntervalMinutes * 60_000) : null,
  }))
}
