import type { RepositoryTotals } from '../resource.js'
import { type Look, look } from './look.js'
import type { Range } from './range.js'
import type { Totals } from './totals.js'

/** How many workflow runs there are, counted in some repositories. */
export interface RunSample {
  /** Runs by the repository's path. */
  counted: ReadonlyMap<string, number>
  /** Runs of one of the repositories that were not asked: between none and the most that were counted anywhere. */
  ofOthers: Range
}

/** The runs of a repository. */
export type RunsOf = (repository: RepositoryTotals) => number

/** The busiest are likely to have most of all runs, so these are counted, and some among the others. */
const busiest = 4
const spread = 4

/** Null where the token may not see runs. */
export async function sampleRuns(given: Look, { wanted, runsSince }: Totals): Promise<RunSample | null> {
  const asked = [...wanted]
    .filter(({ isDisabled, isEmpty }) => !isDisabled && !isEmpty)
    .sort((a, b) => b.recentCommits - a.recentCommits)
  const others = spreadOver(asked.slice(busiest), spread)
  const counted = new Map<string, number>()
  for (const { path } of [...asked.slice(0, busiest), ...others]) {
    const created = encodeURIComponent(`>=${runsSince.toISOString().slice(0, 19)}Z`)
    const { body } = await look<{ total_count?: number }>(given, `${path}/actions/runs?per_page=1&created=${created}`)
    if (typeof body?.total_count === 'number') counted.set(path, body.total_count)
  }
  if (asked.length > 0 && counted.size === 0) return null
  // Runs that a schedule or another repository starts go with no commits, so nothing says where they are.
  return { counted, ofOthers: { least: 0, most: Math.max(0, ...counted.values()) } }
}

/** Runs of a repository, counted or within what others have; an empty one has none. */
export function runsOf({ counted, ofOthers }: RunSample, { path, isEmpty }: RepositoryTotals): Range {
  const known = isEmpty ? 0 : counted.get(path)
  return known === undefined ? ofOthers : { least: known, most: known }
}

/** So many of the items, from the middles of equal parts. */
function spreadOver<Item>(items: readonly Item[], count: number): Item[] {
  if (items.length <= count) return [...items]
  const middles = Array.from({ length: count }, (_, part) => Math.floor(((part + 0.5) * items.length) / count))
  return middles.flatMap((index) => items[index] ?? [])
}
