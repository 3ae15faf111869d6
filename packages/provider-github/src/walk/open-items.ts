/** Something that has not ended. */
export interface OpenItem {
  id: string
  createdAt: string
  /** What tells whether it has changed since: an ETag or the instant of its last change. */
  tag?: string | null
  /** It has ended, and yet what comes after it changes it. */
  isActive?: boolean
}

/** Keeps which items have not ended, so that the next walk reads them again: a list by creation doesn't show when they do. */
export interface OpenItems {
  /** @param isKept whether the next walk should know of it */
  met(item: OpenItem, isKept: boolean): void
  gone(id: string): void
  /** Those of the last walk that this one has not met. */
  unmet(isWanted: (item: OpenItem) => boolean): OpenItem[]
  /** As of `now`, newest first. */
  open(now: Date): OpenItem[]
}

/** GitHub ends runs after 35 days: https://docs.github.com/en/actions/reference/limits */
const longestRunMs = 40 * 86_400_000
const mostItems = 1_000

/**
 * @param resumed those that this walk had found open before it was interrupted
 * @param longestMs how long an item may be open; older ones are forgotten
 */
export function createOpenItems(
  before: readonly OpenItem[],
  resumed: readonly OpenItem[],
  longestMs = longestRunMs,
): OpenItems {
  const open = new Map([...before, ...resumed].map((item) => [item.id, item]))
  const met = new Set<string>()
  return {
    met(item, isKept) {
      met.add(item.id)
      if (isKept) open.set(item.id, item)
      else open.delete(item.id)
    },
    gone: (id) => void open.delete(id),
    unmet: (isWanted) => before.filter((item) => !met.has(item.id) && open.has(item.id) && isWanted(item)),
    open: (now) =>
      [...open.values()]
        .filter(({ createdAt, isActive }) => isActive || Date.parse(createdAt) >= now.getTime() - longestMs)
        .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
        .slice(0, mostItems),
  }
}
