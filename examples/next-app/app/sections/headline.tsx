import { Instant } from '@/app/sections/instant'
import type { Completeness } from '@/lib/completeness'
import { formatCount } from '@/lib/format'

interface HeadlineProps {
  completeness: readonly Completeness[]
  lastTick: { at: Date; status: string; reason: string | null } | null
}

/** The page in one sentence. */
export function Headline({ completeness, lastTick }: HeadlineProps) {
  const counts = completeness.flatMap(({ resources }) => resources.map((resource) => resource.counts))
  const open = sum(counts.map(({ FAILED, INCOMPLETE }) => FAILED + INCOMPLETE))
  const all = sum(counts.map((count) => sum(Object.values(count))))
  return (
    <header>
      <h1>Imports</h1>
      <p className={`verdict ${all === 0 ? 'neutral' : open === 0 ? 'good' : 'warning'}`}>
        {all === 0 && 'Nothing has been imported yet.'}
        {all > 0 && open === 0 && 'Everything is complete.'}
        {open > 0 &&
          `${formatCount(open)} of ${formatCount(all)} partitions ${open === 1 ? 'is' : 'are'} not complete.`}
      </p>
      <p className="quiet">
        Last tick: <Instant at={lastTick?.at ?? null} absent="none yet" />
        {lastTick && `, ${lastTick.status}${lastTick.reason ? `: ${lastTick.reason}` : ''}`}. All times are UTC.
      </p>
    </header>
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
