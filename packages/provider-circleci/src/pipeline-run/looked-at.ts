import type { CircleciContext } from '../resource.js'

/** The workflows that this pass has looked at, by project. */
export type LookedAt = Map<string, Set<string>>

/**
 * Shared by the scripts of one pass in one process. Where it has nothing of a project, the workflows were looked at
 * elsewhere, and nobody here knows which.
 */
export function lookedAt(context: Pick<CircleciContext, 'shared' | 'dataSourceId'>): LookedAt {
  return context.shared(`circleci looked at ${context.dataSourceId}`, () => new Map())
}
