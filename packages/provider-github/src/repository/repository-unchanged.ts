import { hash } from 'node:crypto'
import type { PartitionRecord } from '@data-import/core/provider'
import { isSettled, markOf, type RepositoryState, readRepositoryState } from '../walk/repository-state.js'
import type { SeenRepository } from './seen-repository.js'

/** A state is written again at least so often, so that those who count from it see time go by. */
const refreshEveryMs = 86_400_000
/** Clocks tell whole seconds, and answers differ by their way. */
const toleranceMs = 5 * 60_000

/** The state that a repository's partition keeps: what was seen, with a mark of its row. */
export function keptState({ row, state }: SeenRepository): RepositoryState & { row: string } {
  return { ...state, row: hash('sha256', JSON.stringify(row), 'hex').slice(0, 16) }
}

/** Whether row and marks are as they were, and were settled when they were last written. */
export function isRepositoryUnchanged(record: PartitionRecord, seen: SeenRepository | undefined): boolean {
  const kept = readRepositoryState(record.state)
  if (!kept || !seen) return false
  const { lists = {}, pushedAt, probedAt } = kept
  const marks = [...Object.values(lists), markOf(0, pushedAt)]
  const ageMs = Date.parse(seen.state.probedAt) - Date.parse(probedAt)
  // What was seen in the future was told by a clock that was ahead, by which every mark looks settled.
  const isOld = ageMs >= refreshEveryMs || ageMs < -toleranceMs
  return (
    !isOld &&
    marks.every((mark) => isSettled(mark, probedAt)) &&
    sorted({ ...kept, probedAt: '' }) === sorted({ ...keptState(seen), probedAt: '' })
  )
}

/** The database gives fields back in an order of its own. */
function sorted(state: object): string {
  return JSON.stringify(
    Object.entries(state).sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
  )
}
