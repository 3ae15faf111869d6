import { formatCount } from '../output/format-number.js'
import { groupBy } from '../output/group-by.js'
import type { LedgerPartition } from '../queries/sort-partitions.js'

const shown = 3

/** A partition and the resource that it belongs to: `acme/commit`. */
export interface LabelledPartition extends LedgerPartition {
  label: string
}

/**
 * Partitions that are not complete and why, each cause once: `acme/commit web UNAVAILABLE: no access (403)`, or
 * `acme/commit: 12 partitions FAILED: no space (web, api, db and 9 more)`.
 *
 * @param unfinished what to say of a walk that was not finished and has no reason
 */
export function describeCauses(partitions: readonly LabelledPartition[], unfinished: string): string[] {
  const words: Readonly<Record<string, string>> = { UNAVAILABLE: 'not accessible', INCOMPLETE: unfinished }
  const causes = groupBy(partitions, ({ status, reason }) => {
    return `${status}: ${reason ?? words[status] ?? 'the run says no more: data-import runs'}`
  })
  return [...causes].map(([cause, caused]) => {
    const labels = [...new Set(caused.map(({ label }) => label))].join(', ')
    const [only] = caused
    if (only && caused.length === 1) return `${labels} ${only.name} ${cause}`
    return `${labels}: ${formatCount(caused.length)} partitions ${cause} (${listNames(caused.map(({ name }) => name))})`
  })
}

/** One line for all partitions in which nothing is there, which needs no action; undefined for none. */
export function describeSkipped(skipped: readonly LedgerPartition[]): string | undefined {
  if (skipped.length === 0) return undefined
  const named = skipped.map(({ name, reason }) => `${name}${reason ? ` (${reason})` : ''}`)
  return `nothing there in ${formatCount(skipped.length)} partition${skipped.length === 1 ? '' : 's'}: ${listNames(named)}`
}

/** The first of some names, and how many more there are. */
export function listNames(names: readonly string[]): string {
  const distinct = [...new Set(names)]
  const more = distinct.length > shown ? ` and ${formatCount(distinct.length - shown)} more` : ''
  return `${distinct.slice(0, shown).join(', ')}${more}`
}
