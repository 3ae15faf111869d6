import { alongside, type ExecutionContext, type RowWrite, rowsOf } from '@data-import/core/provider'
import { type ContributorRow, contributorTable } from '@data-import/model'
import type { Account } from './account.js'
import { commitPersonRow } from './commit-person.js'

/** Collects the contributors that a page of rows refers to, so that they are saved with it. */
export interface People {
  /** Id of the account's row; null for nobody and for deleted users. */
  idOf(account: Account | null): string | null
  /** Id of the row of a commit's author or committer; null where nothing tells who it is. */
  idOfCommitPerson(person: { name: unknown; email: unknown }): string | null
  /** The contributors so far, without those that this pass has saved so already. */
  rows(): RowWrite
  /** Call it once the rows are saved. */
  saved(): void
}

/** Contributors remembered for a pass; beyond it some are saved again, which changes nothing. */
const mostRemembered = 50_000

/**
 * The same few people are on every page. Saving them each time would let walks that run side by side wait for each other,
 * so what this pass has saved is not saved again.
 */
export function createPeople(
  context: Pick<ExecutionContext, 'idOf' | 'shared' | 'dataSourceId'>,
  accountsByEmail: ReadonlyMap<string, string> = new Map(),
): People {
  const known = context.shared(`people of ${context.dataSourceId}`, () => new Map<string, ContributorRow>())
  const rows = new Map<string, ContributorRow>()
  const add = (row: ContributorRow | null) => {
    if (!row) return null
    // What was said first stays: pages come with the newest first.
    rows.set(row.externalId, { ...row, ...rows.get(row.externalId) })
    return context.idOf(contributorTable, row.externalId)
  }
  const unsaved = () => [...rows.values()].filter((row) => !isKnown(row, known.get(row.externalId)))
  return {
    idOf: (account) => add(account?.row ?? null),
    idOfCommitPerson: (person) => add(commitPersonRow(person, accountsByEmail)),
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
