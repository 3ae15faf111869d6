import { type Look, look } from './look.js'
import { sumOf } from './sum-of.js'
import type { RepositoryTotals, Totals } from './totals.js'

/** How many workflow runs there are, measured in some repositories. */
export interface RunSample {
  /** Runs by the repository's path, where they were counted. */
  counted: ReadonlyMap<string, number>
  /** Runs for each recent commit, for the repositories that were not asked. */
  perCommit: number
}

const sampled = 4

/** Counts the runs of the busiest repositories, which have most of all. Null where the token may not see runs. */
export async function sampleRuns(given: Look, { wanted, runsSince }: Totals): Promise<RunSample | null> {
  const busiest = [...wanted]
    .filter(({ isDisabled, isEmpty }) => !isDisabled && !isEmpty)
    .sort((a, b) => b.recentCommits - a.recentCommits)
    .slice(0, sampled)
  const counted = new Map<string, number>()
  for (const { path } of busiest) {
    const created = encodeURIComponent(`>=${runsSince.toISOString().slice(0, 19)}Z`)
    const { body } = await look<{ total_count?: number }>(given, `${path}/actions/runs?per_page=1&created=${created}`)
    if (typeof body?.total_count === 'number') counted.set(path, body.total_count)
  }
  if (busiest.length > 0 && counted.size === 0) return null
  const commits = sumOf(busiest, ({ path, recentCommits }) => (counted.has(path) ? recentCommits : 0))
  const runs = sumOf([...counted.values()], (count) => count)
  return { counted, perCommit: commits === 0 ? 0 : runs / commits }
}

/** Runs of a repository, counted or by the others' habit. */
export function runsOf({ counted, perCommit }: RunSample, { path, recentCommits }: RepositoryTotals): number {
  return counted.get(path) ?? Math.round(recentCommits * perCommit)
}
