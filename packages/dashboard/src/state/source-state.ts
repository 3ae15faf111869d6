import type { Ledger, LedgerRow, RefusedRows } from '@data-import/ledger'
import { dateOf } from '../queries/date-of.js'
import { type ResourceState, resourceState } from './resource-state.js'
import type { RunningState } from './running-state.js'

/** How far a data source is imported. */
export interface SourceState {
  id: string
  name: string
  organizationId: string
  provider: string
  isEnabled: boolean
  createdAt: Date
  /** Start of the last pass in which everything of it completed. */
  lastSyncAt: Date | null
  /** Minutes between two imports; null: every pass. */
  intervalMinutes: number | null
  /** From when on the next pass imports it; null: whenever one comes. */
  dueAt: Date | null
  resources: ResourceState[]
}

/** The data sources of a ledger, by name. */
export function sourceStates(ledger: Ledger, running: RunningState): SourceState[] {
  const { rows, paused, leftOut, refused } = ledger
  const unwanted = new Set(leftOut)
  const sources = new Map<string, SourceState>()
  for (const row of [...rows, ...leftOut, ...paused]) {
    const source = sources.get(row.dataSourceId) ?? sourceOf(row)
    sources.set(row.dataSourceId, source)
    if (isOfResource(row)) {
      source.resources.push(
        resourceState(row, {
          isLeftOut: unwanted.has(row),
          refused: refusedOf(row, refused),
          running: running.runs.find((run) => isOf(run, row)) ?? null,
        }),
      )
    }
  }
  for (const { resources } of sources.values()) resources.sort((a, b) => compare(a.resource, b.resource))
  return [...sources.values()].sort((a, b) => compare(a.name, b.name) || compare(a.organizationId, b.organizationId))
}

function sourceOf(row: LedgerRow): SourceState {
  const { dataSourceId, source, organizationId, provider, isEnabled, createdAt, lastSyncAt, intervalMinutes } = row
  return {
    id: dataSourceId,
    name: source,
    organizationId,
    provider,
    isEnabled,
    createdAt: dateOf(createdAt),
    lastSyncAt: dateOf(lastSyncAt),
    intervalMinutes,
    dueAt: lastSyncAt === null || intervalMinutes === null ? null : dateOf(lastSyncAt + intervalMinutes * 60),
    resources: [],
  }
}

function isOfResource(row: LedgerRow): row is LedgerRow & { resource: string } {
  return row.resource !== null
}

function isOf(one: { dataSourceId: string; resource: string }, row: LedgerRow): boolean {
  return one.dataSourceId === row.dataSourceId && one.resource === row.resource
}

function refusedOf(row: LedgerRow, refused: readonly RefusedRows[]): number {
  return refused.find((one) => isOf(one, row))?.records ?? 0
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
