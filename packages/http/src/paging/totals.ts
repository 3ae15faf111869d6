import { ConfigurationError, TransientError } from '@data-import/core/provider'
import type { HttpAnswer } from '../contract/http-source.js'

/** How long a list is by what the vendor says, and how long it can get. */
export interface TotalOptions<Body> {
  /**
   * How many items the whole list has, in the body or a header: `(_, { headers }) => Number(headers.get('x-total'))`. When it
   * changes between two pages, the page before is asked for again to see whether the list has moved; a list that ends before
   * as many have come fails. Default: `X-Total` or `X-Total-Count`, which ends no list.
   */
  totalOf?(body: Body, answer: HttpAnswer<Body>): number | null | undefined
  /**
   * Items that the vendor gives at most of one list, however long it is: one that reaches it fails, for its rest can't be had
   * this way. Default: a list whose total is exactly 10,000 fails, as many vendors count and give no further; `Infinity`
   * says that yours does.
   */
  maximumTotal?: number
  /**
   * Whether each page is asked for again after the one behind it, to see that no item slipped between the two: for a list whose
   * order changes with its records (by last change), where the total doesn't show it. Costs twice the requests. Default: false.
   */
  isBorderRead?: boolean
}

const headers = ['x-total', 'x-total-count']

/** The total that a list has by its author, or else by the headers that are usual. */
export function totalsOf<Body>(
  { totalOf }: TotalOptions<Body>,
  body: Body,
  answer: HttpAnswer<Body>,
): { own: number | null; told: number | null } {
  if (totalOf) {
    const total = totalOf(body, answer)
    // `Number(null)` is 0, and a header that is no number is no total.
    const own = typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : null
    return { own, told: own }
  }
  const values = headers.flatMap((name) => answer.headers.get(name) ?? [])
  const told = values.find((value) => /^\d{1,15}$/.test(value))
  return { own: null, told: told === undefined ? null : Number(told) }
}

/** What many vendors count to, and give, at most. */
const usualCap = 10_000

/** How far a list has been read when it ends. */
export interface ReadList {
  /** What messages call it. */
  list: string
  seen: number
  total: number | null
}

/** @throws {ConfigurationError} where a list ends at what its vendor gives at most. */
export function refuseCap(
  { maximumTotal }: Pick<TotalOptions<never>, 'maximumTotal'>,
  { list, seen, total }: ReadList,
) {
  const most = maximumTotal ?? usualCap
  const isReached = maximumTotal === undefined ? seen === most && (total === null || total === most) : seen >= most
  const isBeyond = maximumTotal !== undefined && total !== null && total > most
  if (!isReached && !isBeyond) return
  const counted = total === null || total === most ? 'at least as many' : String(total)
  const hint =
    maximumTotal === undefined
      ? ' If the vendor has no such limit and the list is really so long, say maximumTotal: Infinity.'
      : ''
  throw new ConfigurationError(
    `${list} gives no more than ${most} items, and has ${counted}: the others can't be had this way. Read it in parts with cappedWindows, or ask for less at once.${hint}`,
  )
}

export function endedEarly({ list, seen, total }: ReadList, hint = ''): TransientError {
  return new TransientError(`${list} ended early: of ${total} items that it should have, ${seen} came.${hint}`)
}
