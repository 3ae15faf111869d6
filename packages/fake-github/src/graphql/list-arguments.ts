import type { Arguments } from './fields.js'

/** What a list of issues or pull requests is ordered by. */
export function orderInstant(row: { readonly updatedAt: Date; readonly createdAt: Date }, args: Arguments): Date {
  return args.orderBy?.field === 'UPDATED_AT' ? row.updatedAt : row.createdAt
}

/** Whether a list that is wanted names it; without one, each is wanted. */
export function isOneOf(wanted: unknown, value: string): boolean {
  return !Array.isArray(wanted) || wanted.length === 0 || wanted.includes(value)
}

/** Since when what a list has must have changed; null for all. */
export function sinceOf({ filterBy }: Arguments): Date | null {
  const isFilter = typeof filterBy === 'object' && filterBy !== null && 'since' in filterBy
  return isFilter && typeof filterBy.since === 'string' ? new Date(filterBy.since) : null
}
