import type { Completeness } from '@/lib/completeness'
import type { DataSourceState } from '@/lib/data-sources'
import { formatCount, formatDuration } from '@/lib/format'

/** Milliseconds without a tick after which the cron is taken for dead: four ticks of the schedule in vercel.json. */
export const longestSilenceMs = 60 * 60_000

/** How all of it stands, in a sentence. */
export interface Verdict {
  kind: 'good' | 'warning' | 'neutral'
  sentence: string
}

/** What is known about everything that should be imported. */
export interface Known {
  sources: readonly Pick<DataSourceState, 'isEnabled' | 'lastCompleteAt'>[]
  completeness: readonly Pick<Completeness, 'resources'>[]
  /** Of each resource of each enabled data source the last run that ended. */
  lastRuns: readonly { status: string }[]
  /** The last tick, also one that found another pass running; null without any. */
  lastTickAt: Date | null
  /** The last tick that ran a pass itself; null without any. */
  lastPass: { status: string } | null
  now: Date
}

/** Says that everything is complete only where nothing speaks against it. */
export function verdict({ sources, completeness, lastRuns, lastTickAt, lastPass, now }: Known): Verdict {
  const counts = completeness.flatMap(({ resources }) => resources.map((resource) => resource.counts))
  const all = sum(counts.map((count) => sum(Object.values(count))))
  const open = sum(counts.map(({ FAILED, INCOMPLETE, UNAVAILABLE }) => FAILED + INCOMPLETE + UNAVAILABLE))
  const unwell = lastRuns.filter(({ status }) => status !== 'COMPLETED').length
  const enabled = sources.filter(({ isEnabled }) => isEnabled)
  const never = enabled.filter(({ lastCompleteAt }) => lastCompleteAt === null).length
  const silenceMs = lastTickAt ? now.getTime() - lastTickAt.getTime() : null
  if (never === enabled.length && all === 0 && unwell === 0)
    return { kind: 'neutral', sentence: 'Nothing has been imported yet.' }
  if (open > 0) return warning(`${share(open, all, 'partition')} not complete.`)
  if (unwell > 0) return warning(`The last run of ${share(unwell, lastRuns.length, 'resource')} not complete.`)
  if (never > 0) return warning(`${share(never, enabled.length, 'data source')} not complete yet.`)
  if (lastPass && lastPass.status !== 'completed') return warning('The last pass left something out.')
  if (silenceMs === null) return warning('No tick has come yet: is the cron set up?')
  if (silenceMs > longestSilenceMs)
    return warning(`No tick has come for ${formatDuration(silenceMs)}: is the cron running?`)
  return { kind: 'good', sentence: 'Everything is complete.' }
}

function warning(sentence: string): Verdict {
  return { kind: 'warning', sentence }
}

function share(part: number, whole: number, noun: string): string {
  return `${formatCount(part)} of ${formatCount(whole)} ${noun}${whole === 1 ? '' : 's'} ${part === 1 ? 'is' : 'are'}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
