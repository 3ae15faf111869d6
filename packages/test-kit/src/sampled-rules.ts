import type { TestAPI } from 'vitest'
import { isDeep } from './random-runs.js'

/**
 * The rules of the conformance kit that every check runs for each vendor's provider. All of them run in `npm run test:deep`, and in
 * every check for the kit's own provider. Crashes and limits, which take longest, are in tests of most vendors' own.
 */
const sample: ReadonlySet<string> = new Set([
  'complete first import',
  'idempotent passes',
  'declared keys',
  'whole declarations',
  'page drift',
  'shrinking lists',
  'import window',
  'late changes',
  'unfinished records',
  'refused positions',
  'refused part',
  'other origins',
  'secrets',
])

/**
 * Registers the rules of {@link sample}, or all of them in the deep suite; the others are shown as skipped.
 *
 * @param also rules beside the sample, which no other test of the provider shows
 */
export function sampledRules(
  it: TestAPI,
  also: readonly string[] = [],
): (name: string, body: () => Promise<void>, timeoutMs?: number) => void {
  const isRun = (name: string) => isDeep || sample.has(name) || also.includes(name)
  return (name, body, timeoutMs) => (isRun(name) ? it : it.skip)(name, body, timeoutMs)
}
