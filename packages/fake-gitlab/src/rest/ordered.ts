import { ApiError } from '../server/api-error.js'

/** The parameters of a list that has times. */
export interface TimedList<Item> {
  readonly items: Iterable<Item>
  readonly query: URLSearchParams
  idOf(item: Item): number
  createdAt(item: Item): Date
  updatedAt(item: Item): Date | null
  readonly defaultOrder: string
  /** Whether a filter by change has to be paired with that order, as with projects and deployments. Default false. */
  readonly isPaired?: boolean
}

/** Filters and orders as GitLab does. Postgres puts what has no time first where the newest comes first. */
export function ordered<Item>(list: TimedList<Item>): Item[] {
  const { query, idOf } = list
  const order = query.get('order_by') ?? list.defaultOrder
  if (!['id', 'created_at', 'updated_at', 'iid', 'released_at', 'ref'].includes(order)) {
    throw new ApiError(400, { error: 'order_by does not have a valid value' })
  }
  const after = instant(query, 'updated_after')
  const before = instant(query, 'updated_before')
  if (list.isPaired && (after !== null || before !== null) && order !== 'updated_at') {
    throw new ApiError(400, {
      message: '400 Bad request - `updated_at` filter and `updated_at` sorting must be paired',
    })
  }
  const isWanted = (item: Item) => {
    const time = list.updatedAt(item)?.getTime()
    if (after !== null && !(time !== undefined && time >= after)) return false
    return !(before !== null && !(time !== undefined && time <= before))
  }
  const keyOf = (item: Item): number => {
    if (order === 'created_at') return list.createdAt(item).getTime()
    if (order === 'updated_at') return list.updatedAt(item)?.getTime() ?? Number.POSITIVE_INFINITY
    return idOf(item)
  }
  const sign = (query.get('sort') ?? 'desc') === 'asc' ? 1 : -1
  const compare = (a: Item, b: Item) => {
    const [left, right] = [keyOf(a), keyOf(b)]
    return left === right ? sign * (idOf(a) - idOf(b)) : sign * (left < right ? -1 : 1)
  }
  return [...list.items].filter(isWanted).sort(compare)
}

/** @throws {ApiError} 400 for what is no time. */
export function instant(query: URLSearchParams, name: string): number | null {
  const text = query.get(name)
  if (text === null || text === '') return null
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new ApiError(400, { error: `${name} is invalid` })
  return time
}
