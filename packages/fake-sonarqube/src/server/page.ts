import { mostResults, type World } from '../state/world.js'
import { Failure } from './failure.js'

/** A page of a list, as its body says it. */
export interface Paged<Item> {
  readonly items: readonly Item[]
  readonly paging: { pageIndex: number; pageSize: number; total: number }
}

/** How a list is paged. */
export interface PageRules {
  /** Default: 500. */
  readonly largest?: number
  /** Default: 100. */
  readonly usual?: number
  /** Whether the search index gives it, and no more than 10,000 of it. Default: false. */
  readonly isCapped?: boolean
  readonly tooLarge?: (size: number, largest: number) => string
}

/** The page that was asked for; beyond the end it is empty. */
export function pageOf<Item>(
  { flavor }: Pick<World, 'flavor'>,
  query: URLSearchParams,
  all: readonly Item[],
  { largest = 500, usual = 100, isCapped = false, tooLarge = usualComplaint }: PageRules = {},
): Paged<Item> {
  const pageIndex = whole(query, 'p', 1)
  const pageSize = whole(query, 'ps', usual)
  if (pageSize > largest) throw new Failure(400, tooLarge(pageSize, largest))
  const last = pageIndex * pageSize
  if (isCapped && last > mostResults) {
    throw new Failure(400, `Can return only the first ${mostResults} results. ${last}th result asked.`)
  }
  const total = isCapped && flavor === 'cloud' ? Math.min(all.length, mostResults) : all.length
  return { items: all.slice(last - pageSize, last), paging: { pageIndex, pageSize, total } }
}

function usualComplaint(size: number, largest: number): string {
  return `'ps' value (${size}) must be less than ${largest}`
}

function whole(query: URLSearchParams, name: string, usual: number): number {
  const given = query.get(name)
  if (given === null || given === '') return usual
  if (!/^\d+$/.test(given))
    throw new Failure(400, `The '${name}' parameter cannot be parsed as an integer value: ${given}`)
  return Number(given)
}
