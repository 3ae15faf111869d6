import type { issueTable, pullRequestTable, releaseTable } from '@data-import/model'
import type { GitlabContext } from '../database.js'

type RemovableTable = typeof issueTable | typeof pullRequestTable | typeof releaseTable

/** Which of these are stored and count as there. */
export async function storedAmong(
  { stored }: Pick<GitlabContext, 'stored'>,
  table: RemovableTable,
  externalIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (externalIds.length === 0) return new Set()
  // The three tables have both fields.
  const rows = await stored(table as typeof issueTable, ['externalId'], {
    where: { externalId: { in: [...externalIds] }, removedAt: null },
  })
  return new Set(rows.map(({ externalId }) => externalId))
}

const rowsPerQuery = 10_000

/** All rows of a query, page by page: external id to what a detail is asked by. */
export async function allStored<Row extends { externalId: string }>(
  query: (page: { after?: string; limit: number }) => Promise<Row[]>,
  nameOf: (row: Row) => string,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (let after: string | undefined; ; ) {
    const page = await query({ ...(after !== undefined && { after }), limit: rowsPerQuery })
    for (const row of page) names.set(row.externalId, nameOf(row))
    if (page.length < rowsPerQuery) return names
    after = page.at(-1)?.externalId
  }
}
