import type { TestAPI } from 'vitest'
import { isDeep } from './random-runs.js'

/**
 * The rules of the conformance kit that every check runs for each vendor's provider. All of them run in `npm run test:deep`, and in
 * every check for the kit's own provider.
 */
const sample: ReadonlySet<string> = new Set([
  'complete first import',
  'idempotent passes',
  'declared keys',
  'whole declarations',
  'crash at every page',
  'rate limits',
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
 * @param without rules of the sample that a provider is known to break, which the deep suite alone runs
 */
export function sampledRules(
  it: TestAPI,
  without: readonly string[] = [],
): (name: string, body: () => Promise<void>, timeoutMs?: number) => void {
  const isRun = (name: string) => isDeep || (sample.has(name) && !without.includes(name))
  return (name, body, timeoutMs) => (isRun(name) ? it : it.skip)(name, body, timeoutMs)
}
