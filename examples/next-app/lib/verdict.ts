import type { Completeness } from '@/lib/completeness'
import type { DataSourceState } from '@/lib/data-sources'
import { formatCount } from '@/lib/format'

/** How all of it stands, in a sentence. */
export interface Verdict {
  kind: 'good' | 'warning' | 'neutral'
  sentence: string
}

/** What is known about everything that should be imported. */
export interface Known {
  sources: readonly Pick<DataSourceState, 'isEnabled' | 'lastCompleteAt'>[]
  completeness: readonly Pick<Completeness, 'resources'>[]
  lastTick: { status: string } | null
}

/** Says that everything is complete only where nothing speaks against it. */
export function verdict({ sources, completeness, lastTick }: Known): Verdict {
  const counts = completeness.flatMap(({ resources }) => resources.map((resource) => resource.counts))
  const all = sum(counts.map((count) => sum(Object.values(count))))
  const open = sum(counts.map(({ FAILED, INCOMPLETE }) => FAILED + INCOMPLETE))
  const enabled = sources.filter(({ isEnabled }) => isEnabled)
  const never = enabled.filter(({ lastCompleteAt }) => lastCompleteAt === null).length
  if (never === enabled.length && all === 0) return { kind: 'neutral', sentence: 'Nothing has been imported yet.' }
  if (open > 0) return { kind: 'warning', sentence: `${share(open, all, 'partition')} not complete.` }
  if (never > 0)
    return { kind: 'warning', sentence: `${share(never, enabled.length, 'data source')} not complete yet.` }
  if (lastTick?.status === 'partial') return { kind: 'warning', sentence: 'The last tick left something out.' }
  return { kind: 'good', sentence: 'Everything is complete.' }
}

function share(part: number, whole: number, noun: string): string {
  return `${formatCount(part)} of ${formatCount(whole)} ${noun}${whole === 1 ? '' : 's'} ${part === 1 ? 'is' : 'are'}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
