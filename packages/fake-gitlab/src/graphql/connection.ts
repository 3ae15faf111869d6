/** Arguments of a list. */
export interface PageArguments {
  readonly first?: number | null
  readonly after?: string | null
}

const mostPerPage = 100

/** One page of a list, as GitLab's cursors give it. */
export function connection<Item, Node>(
  items: readonly Item[],
  { first, after }: PageArguments,
  nodeOf: (item: Item) => Node,
) {
  const start = after ? Number(Buffer.from(after, 'base64url').toString()) : 0
  const size = Math.min(first ?? mostPerPage, mostPerPage)
  const end = Math.min(start + size, items.length)
  return {
    count: items.length,
    nodes: items.slice(start, end).map(nodeOf),
    pageInfo: {
      hasNextPage: end < items.length,
      hasPreviousPage: start > 0,
      startCursor: null,
      endCursor: end > start ? Buffer.from(String(end)).toString('base64url') : null,
    },
  }
}
