import type { Json } from '@data-import/core/provider'

/**
 * What the probe saw of a repository, kept as the state of its `repository` partition. Of each list it keeps the number
 * of its items and when the newest one changed, as `count@instant`: equal means that nothing has changed.
 */
export interface RepositoryState {
  /** GitHub's time when it was seen; nothing that happened later is in it. */
  probedAt: string
  nodeId: string
  fullName: string
  /** Default branch; null in an empty repository. */
  branch: string | null
  /** Where the default branch stands; null in an empty repository, and undefined where it wasn't asked. */
  head?: string | null
  /** When any of its branches was last pushed to; undefined where it wasn't asked. */
  pushedAt?: string | null
  /** Whether its default branch has workflows, or Dependabot a schedule, so that runs may begin without a push. */
  hasWorkflows?: boolean
  /** The marks of its lists, by field; without those that the token may not see. Absent where nothing was probed. */
  lists?: Readonly<Record<string, string>>
  /** Resources of which nothing is there, and why: empty, or switched off. Absent in what an older version left. */
  nothing?: Readonly<Record<string, string>>
  /** Resources that are not available, and why. */
  unavailable: Readonly<Record<string, string>>
}

/** Null for a state that was not left by this provider. */
export function readRepositoryState(state: Json): RepositoryState | null {
  if (typeof state !== 'object' || state === null || Array.isArray(state)) return null
  const { probedAt, nodeId, fullName } = state as Record<string, Json>
  if (typeof probedAt !== 'string' || typeof nodeId !== 'string' || typeof fullName !== 'string') return null
  // Only this provider writes it, and whole.
  return state as unknown as RepositoryState
}

/** A list's mark for {@link RepositoryState}. */
export function markOf(count: number, newest: string | null | undefined): string {
  return `${count}@${newest ?? ''}`
}

/** The number of items in a mark; null where it has none. */
export function countOf(mark: string | null): number | null {
  const count = Number(mark?.split('@')[0] || Number.NaN)
  return Number.isInteger(count) ? count : null
}

/** Whether a mark says that a list has no item, or none that was changed at or after an instant. */
export function isEmptySince(mark: string | null, since: Date | null): boolean {
  const count = countOf(mark)
  if (count === null || since === null) return count === 0
  return count === 0 || Date.parse(mark?.split('@')[1] ?? '') < since.getTime()
}

/** Instants are to the second, and a copy of GitHub's database may be behind a little. */
const settlingMs = 60_000

/** Whether a second change within the same instant would have been seen too. */
export function isSettled(mark: string | null | undefined, seenAt: string): boolean {
  const newest = Date.parse(mark?.split('@')[1] ?? '')
  return Number.isNaN(newest) || newest < Date.parse(seenAt) - settlingMs
}
