import { type ChangedList, type Connection, changedPages } from './changed-pages.js'
import { countOf } from './repository-state.js'
import type { RepositoryWalk } from './repository-walk.js'

/** A numbered item of a list. */
interface NumberedItem {
  number: number
  createdAt: string
}

/** What is stored of a list whose items have numbers, and how GitHub gives all their numbers. */
export interface NumberedRows {
  query: string
  connectionOf(node: object): Connection<NumberedItem> | undefined
  /** How many count as present. */
  countStored(): Promise<number>
  stored(): Promise<readonly { externalId: string; number: number }[]>
}

/**
 * External ids of rows that are gone, which no list of changes tells: where more are stored than GitHub counts, all
 * numbers are asked for, 100 for a point.
 */
export async function missingNumbers<Position, Own>(
  { github, repository, head, log }: RepositoryWalk<Position, Own>,
  { query, connectionOf, countStored, stored }: NumberedRows,
): Promise<string[]> {
  const counted = countOf(head.mark)
  if (counted === null || (await countStored()) <= counted) return []
  const known = await stored()
  const list: ChangedList<NumberedItem> = {
    query,
    repository: repository.nodeId,
    after: null,
    itemsPerPage: 100,
    connectionOf,
    changedAt: ({ createdAt }) => createdAt,
  }
  const there = new Set<number>()
  for await (const { nodes } of changedPages(github, list, { since: null, until: null, log })) {
    for (const { number } of nodes) there.add(number)
  }
  return known.filter(({ number }) => !there.has(number)).map(({ externalId }) => externalId)
}
