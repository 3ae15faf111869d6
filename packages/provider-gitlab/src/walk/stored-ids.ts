import type { issueTable, pullRequestTable, releaseTable } from '@data-import/model'
import type { GitlabContext } from '../database.js'
import { storedPages } from './stored-pages.js'

/** Tables of records that can go. */
export type RemovableTable = typeof issueTable | typeof pullRequestTable | typeof releaseTable

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

/** All of a project that are stored and there: external id to what a detail is asked by. */
export async function allStored(
  { stored }: Pick<GitlabContext, 'stored'>,
  table: RemovableTable,
  repositoryId: string,
  nameField: 'number' | 'tag',
): Promise<ReadonlyMap<string, string>> {
  const where = { repositoryId, removedAt: null }
  const names = new Map<string, string>()
  // Each of the tables has the field that is asked for.
  const pages = storedPages((page) =>
    stored(table as typeof issueTable, ['externalId', nameField as 'number'], { where, ...page }),
  )
  for await (const rows of pages) for (const row of rows) names.set(row.externalId, String(row[nameField as 'number']))
  return names
}
