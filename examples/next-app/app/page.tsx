import { CommitChart } from '@/app/sections/commit-chart'
import { CompletenessSection } from '@/app/sections/completeness'
import { DataSources } from '@/app/sections/data-sources'
import { Headline } from '@/app/sections/headline'
import { RecentRuns } from '@/app/sections/recent-runs'
import { commitsPerWeek } from '@/lib/commits-per-week'
import { readCompleteness } from '@/lib/completeness'
import { listDataSources } from '@/lib/data-sources'
import { listLastRuns } from '@/lib/last-runs'
import { listRecentRuns } from '@/lib/recent-runs'
import { readTicks } from '@/lib/ticks'
import { verdict } from '@/lib/verdict'

/** Read from the database at each request. */
export const dynamic = 'force-dynamic'

/** What is imported, what is not, and why. */
export default async function Page() {
  const [sources, completeness, runs, lastRuns, weeks, ticks] = await Promise.all([
    listDataSources(),
    readCompleteness(),
    listRecentRuns(12),
    listLastRuns(),
    commitsPerWeek(26),
    readTicks(),
  ])
  const known = { sources, completeness, lastRuns, lastTickAt: ticks.last?.at ?? null, lastPass: ticks.lastPass }
  return (
    <main>
      <Headline verdict={verdict({ ...known, now: new Date() })} lastTick={ticks.last} />
      <div className="columns">
        <DataSources sources={sources} />
        <CommitChart weeks={weeks} />
      </div>
      <CompletenessSection completeness={completeness} />
      <RecentRuns runs={runs} />
    </main>
  )
}
