import { formatCount } from '../output/format-number.js'
import type { LedgerPartition } from '../queries/sort-partitions.js'

/** `acme/web UNAVAILABLE: no access (403)`. */
export function describePartition({ name, status, reason }: LedgerPartition, unfinished: string): string {
  const words: Readonly<Record<string, string>> = { UNAVAILABLE: 'not to be had', INCOMPLETE: unfinished }
  return `${name} ${status}: ${reason ?? words[status] ?? 'the run says no more: data-import runs'}`
}

const shown = 3

/** One line for all partitions in which nothing is there, which is nothing to see to; undefined for none. */
export function describeSkipped(skipped: readonly LedgerPartition[]): string | undefined {
  if (skipped.length === 0) return undefined
  const named = skipped.slice(0, shown).map(({ name, reason }) => `${name}${reason ? ` (${reason})` : ''}`)
  const more = skipped.length > shown ? ` and ${formatCount(skipped.length - shown)} more` : ''
  return `nothing to import in ${formatCount(skipped.length)} partition${skipped.length === 1 ? '' : 's'}: ${named.join(', ')}${more}`
}
