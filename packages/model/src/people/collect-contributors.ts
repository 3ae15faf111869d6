import { alongside, type ExecutionContext, type RowWrite, rowsOf } from '@data-import/core/provider'
import { type ContributorRow, contributorTable } from '../tables/contributor.js'

/** The contributors that a page of rows refers to, so that they are saved with it. */
export interface CollectedContributors {
  /** Id of the row; null for nobody. */
  add(row: ContributorRow | null): string | null
  /** Those so far, without what this pass has saved so already. */
  rows(): RowWrite
  /** Call it once the rows are saved. */
  saved(): void
}

/** Contributors remembered for a pass; beyond it some are saved again, which changes nothing. */
const mostRemembered = 50_000

/**
 * Collects the contributors of a page. The same few people are on every page, and saving them each time would let walks that run side by
 * side wait for each other: what this pass has saved is not saved again.
 *
 * @example
 * ```ts
 * import { type ExecutionContext, type PartitionContext, rowsOf } from '@data-import/core/provider'
 * import { collectContributors, issueTable } from '@data-import/model'
 *
 * export async function saveIssue(context: ExecutionContext, { checkpoint }: PartitionContext, repositoryId: string) {
 *   const people = collectContributors(context)
 *   const authorId = people.add({ externalId: '7', login: 'ana' })
 *   const issue = { externalId: '1', repositoryId, number: 1, title: 'It fails', state: 'OPEN', labels: [], authorId }
 *   await checkpoint({ rows: [people.rows(), rowsOf(issueTable, [issue])], cursor: null })
 *   people.saved()
 * }
 * ```
 */
export function collectContributors(
  context: Pick<ExecutionContext, 'idOf' | 'shared' | 'dataSourceId'>,
): CollectedContributors {
  const known = context.shared(`people of ${context.dataSourceId}`, () => new Map<string, ContributorRow>())
  const rows = new Map<string, ContributorRow>()
  const unsaved = () => [...rows.values()].filter((row) => !isKnown(row, known.get(row.externalId)))
  return {
    add(row) {
      if (!row) return null
      // What was said first stays: pages come with the newest first.
      rows.set(row.externalId, { ...row, ...rows.get(row.externalId) })
      return context.idOf(contributorTable, row.externalId)
    },
    rows: () => alongside(rowsOf(contributorTable, unsaved())),
    saved() {
      if (known.size > mostRemembered) known.clear()
      for (const row of unsaved()) known.set(row.externalId, { ...known.get(row.externalId), ...row })
    },
  }
}

/** Whether all that the row sets was saved so. */
function isKnown(row: ContributorRow, known: ContributorRow | undefined): boolean {
  return (
    known !== undefined && Object.entries(row).every(([field, value]) => known[field as keyof ContributorRow] === value)
  )
}
