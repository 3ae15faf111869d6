import { TransientError } from '@data-import/core/provider'
import { instantOf, parameterOf } from '../client/instant.js'
import { itemsPerPage, mostResults, requiredTotal } from '../client/paged-body.js'
import { crowdedInstant, type Filter, secondMs } from './crowded-instant.js'
import { type IssuesBody, issuesIn } from './issue-list.js'

/** Where a reading of all issues stands. */
export type AllPosition = {
  /** Issues that were created before it are left to read; null: all. */
  until: string | null
  page: number
  /** Parts of one crowded instant that are left to read. Default: there is none. */
  leaves?: Filter[]
}

/** How the issues of a project are asked for. */
export interface AllList {
  projectKey: string
  /** Whether the total counts no further than what can be had, as on Cloud. */
  isTotalCapped: boolean
  ask(query: Record<string, string | number | undefined>): Promise<IssuesBody>
}

/** A page of them, and where the next one begins. */
export interface AllPage {
  body: IssuesBody
  position: AllPosition | null
}

const mostMoves = 3

/**
 * Reads all issues of a project, the newest first: each page continues where the one before ended in time, and not by its number.
 * So neither a deletion nor the cap loses any. Pages are counted only within one second that fills whole pages, as the first analysis
 * without an SCM makes it; one that holds more than the cap is split by what else differs.
 */
export async function* allIssues(list: AllList, from: AllPosition | null): AsyncGenerator<AllPage> {
  let position = from ?? { until: null, page: 1 }
  let total: number | null = null
  let moves = 0
  for (;;) {
    const { until, page, leaves } = position
    const filter = leaves ? leaves[0] : { createdBefore: until === null ? undefined : parameterOf(new Date(until)) }
    if (filter === undefined) {
      position = { until, page: 1 }
      total = null
      continue
    }
    const body = await list.ask({ ...filter, p: page })
    const items = issuesIn(body, list.projectKey)
    const counted = requiredTotal(body, 'issues')
    if (page > 1 && total !== null && counted !== total) {
      if (++moves > mostMoves) throw new TransientError(`The issues of ${list.projectKey} change while they are read.`)
      position = { ...position, page: 1 }
      total = null
      continue
    }
    total = counted
    const isCapped = list.isTotalCapped && counted >= mostResults
    // A part that was split off holds no more than can be had, and its page can't be asked for that would follow.
    const isLastPage = leaves !== undefined && page * itemsPerPage >= mostResults
    const isEnd = isLastPage || ((page - 1) * itemsPerPage + items.length >= counted && !isCapped)
    if (items.length === 0 && !isEnd) {
      throw new TransientError(`The list of issues of ${list.projectKey} ended early: it should have ${counted}.`)
    }
    const next = leaves ? nextInLeaf(position, leaves, isEnd) : isEnd ? null : await nextInTime(list, position, items)
    yield { body, position: next }
    if (next === null) return
    if (next.page === 1) total = null
    position = next
  }
}

function nextInLeaf(position: AllPosition, leaves: Filter[], isEnd: boolean): AllPosition {
  return isEnd ? { until: position.until, page: 1, leaves: leaves.slice(1) } : { ...position, page: position.page + 1 }
}

/** Behind the oldest second that came, which is asked for again; by number where the page holds no other. */
async function nextInTime(
  list: AllList,
  { until, page }: AllPosition,
  items: ReturnType<typeof issuesIn>,
): Promise<AllPosition> {
  const times = items.flatMap(({ creationDate }) => instantOf(creationDate)?.getTime() ?? [])
  const oldest = Math.floor(Math.min(...times) / secondMs) * secondMs
  const bound = oldest + secondMs
  if (Number.isFinite(bound) && (until === null || bound < Date.parse(until))) {
    return { until: new Date(bound).toISOString(), page: 1 }
  }
  if ((page + 1) * itemsPerPage <= mostResults || !Number.isFinite(bound)) return { until, page: page + 1 }
  return { until: new Date(oldest).toISOString(), page: 1, leaves: await crowdedInstant(list, new Date(oldest)) }
}
