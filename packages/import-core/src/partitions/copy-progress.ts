import type { WalkProgress } from '../contract/partition.js'

/** What a walk says of its progress; undefined where it says nothing that can be shown. */
export function copyProgress(given: WalkProgress | null | undefined): WalkProgress | undefined {
  const { done, total } = given ?? {}
  return isCount(done) && isCount(total) ? { done, total: Math.max(done, total) } : undefined
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
