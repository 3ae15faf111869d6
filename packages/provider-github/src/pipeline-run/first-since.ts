import type { RunWalk } from './run-walk.js'

/** Where a repository's first import began: older runs are not imported. Null: everything, or it was not kept. */
export function firstSince({ state, head }: Pick<RunWalk, 'state' | 'head'>): string | null {
  return (state?.own ? state.own.since : head.since) ?? null
}
