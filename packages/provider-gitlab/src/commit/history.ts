import { HttpError } from '@data-import/core/provider'
import { parentsOf } from './commit-row.js'
import { type CommitPosition, type CommitWalk, pagesOf, saveCommits } from './commit-walk.js'
import { reachedFrom } from './reachable.js'
import { storedParents } from './stored-commits.js'

/** What is known when a history is read. */
export interface HistoryOptions {
  isForward: boolean
  /** Whether no head was read before. */
  isFirst: boolean
}

/**
 * All that the head reaches; of a head that isn't the first, down to where everything is stored. Where a server refuses to go so far in one
 * list, the rest is read from the commits on that are not stored.
 */
export async function importHistory(walk: CommitWalk, head: string, options: HistoryOptions): Promise<void> {
  const { context, project, position } = walk
  let from = position?.list === 'history' ? position.next : null
  const asked = new Set([head])
  for (let ref = head; ; ) {
    const isPart = from !== null && !from.includes(head)
    const isWhole = await importFrom(walk, ref, { ...options, head, from })
    if (isWhole && ref === head && !isPart) return
    const { missing } = reachedFrom(head, await storedParents(context, project.id))
    const next = missing.find((sha) => !asked.has(sha))
    if (next === undefined) return
    asked.add(next)
    ref = next
    from = null
  }
}

/** Returns false where the list was cut off. */
async function importFrom(
  walk: CommitWalk,
  ref: string,
  { head, from, isForward, isFirst }: HistoryOptions & { head: string; from: string | null },
): Promise<boolean> {
  const { context, project, until, state } = walk
  const since = isFirst ? walk.since : state?.own?.since ? new Date(state.own.since) : null
  const query = { ref_name: ref, with_stats: true, ...(since && { since }), ...(until && { until }) }
  let known = isFirst || since !== null ? null : await storedParents(context, project.id)
  let position = from
  try {
    for await (const page of pagesOf(walk, query, from)) {
      position = page.next
      await saveCommits(walk, page.items, {
        head,
        list: 'history',
        next: page.next,
        isForward,
      } satisfies CommitPosition)
      if (!known) continue
      for (const item of page.items) if (item.id) known.set(item.id, parentsOf(item) ?? [])
      if (reachedFrom(head, known).missing.length === 0) return true
      // So many pages without an end: it is read to the end, and not compared each time.
      if (known.size > 200_000) known = null
    }
    return true
  } catch (error) {
    if (!HttpError.isInstance(error) || error.status !== 405 || position === null) throw error
    return false
  }
}
