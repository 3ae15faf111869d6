import type { PassEvent, RunOutcome } from '@data-import/core'

/** What a pass's events say beyond its result. */
export interface PassRecord {
  observe(event: PassEvent): void
  /** When each run began, by its id. */
  startedAt(runId: string): Date | undefined
  /** Rows of a run that were already stored; undefined if its script doesn't use `save`. */
  unchanged(runId: string): number | undefined
  /** Partitions that did not become COMPLETE, including those in which nothing is there. */
  notComplete(): readonly NotCompletePartition[]
}

export interface NotCompletePartition extends Pick<RunOutcome, 'dataSourceId' | 'dataSource' | 'resource'> {
  key: string
  name: string
  status: string
  reason: string | null
}

/** Records one pass. */
export function createPassRecord(): PassRecord {
  const started = new Map<string, Date>()
  const unchanged = new Map<string, number>()
  const partitions: NotCompletePartition[] = []
  return {
    observe(event) {
      if (event.type === 'run-started') started.set(event.runId, event.at)
      if (event.type === 'rows-saved') {
        unchanged.set(event.runId, (unchanged.get(event.runId) ?? 0) + event.saved.unchanged)
      }
      if (event.type === 'partition-finished' && event.status !== 'COMPLETE') {
        const { dataSourceId, dataSource, resource, key, name, status, reason } = event
        partitions.push({ dataSourceId, dataSource, resource, key, name, status, reason: reason ?? null })
      }
    },
    startedAt: (runId) => started.get(runId),
    unchanged: (runId) => unchanged.get(runId),
    notComplete: () => partitions,
  }
}
