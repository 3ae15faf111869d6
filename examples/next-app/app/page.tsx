import { CommitChart } from '@/app/sections/commit-chart'
import { CompletenessSection } from '@/app/sections/completeness'
import { DataSources } from '@/app/sections/data-sources'
import { Headline } from '@/app/sections/headline'
import { RecentRuns } from '@/app/sections/recent-runs'
import { commitsPerWeek } from '@/lib/commits-per-week'
import { readCompleteness } from '@/lib/completeness'
import { listDataSources } from '@/lib/data-sources'
import { db } from '@/lib/db'
import { listRecentRuns } from '@/lib/recent-runs'
import { verdict } from '@/lib/verdict'

/** Read from the database at each request. */
export const dynamic = 'force-dynamic'

/** What is imported, what is not, and why. */
export default async function Page() {
  const [sources, completeness, runs, weeks, lastTick] = await Promise.all([
    listDataSources(),
    readCompleteness(),
    listRecentRuns(12),
    commitsPerWeek(26),
    db.cronTick.findFirst({ orderBy: { id: 'desc' } }),
  ])
  return (
    <main>
      <Headline verdict={verdict({ sources, completeness, lastTick })} lastTick={lastTick} />
      <div className="columns">
        <DataSources sources={sources} />
        <CommitChart weeks={weeks} />
      </div>
      <CompletenessSection completeness={completeness} />
      <RecentRuns runs={runs} />
    </main>
  )
}
