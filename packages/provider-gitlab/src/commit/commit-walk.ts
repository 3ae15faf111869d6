import { rowsOf } from '@data-import/core/provider'
import { commitTable } from '@data-import/model'
import { listPages } from '../client/pages.js'
import { accountsByEmail } from '../people/accounts-by-email.js'
import { createPeople } from '../people/people.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { commitRow, type GitlabCommit } from './commit-row.js'

/** Where a walk stands. */
export interface CommitPosition {
  /** The commit that is walked to, whatever is pushed meanwhile. */
  head: string
  list: 'range' | 'history'
  next: string | null
  /** Whether the head before is known to be behind this one. */
  isForward: boolean
}

/** What a completed walk leaves. */
export interface CommitState {
  head: string
  /** Start of the first import; null: everything. */
  since: string | null
}

/** A walk over the commits of one project. */
export type CommitWalk = ProjectWalk<CommitPosition, CommitState>

/** Reads a list of commits with their lines. */
export function pagesOf(
  { gitlab, project }: CommitWalk,
  query: Record<string, string | boolean | Date>,
  from: string | null,
) {
  return listPages<GitlabCommit>(gitlab, `${project.path}/repository/commits`, { query, from, isOfPart: false })
}

/** Saves a page with its people. */
export async function saveCommits(
  walk: CommitWalk,
  items: readonly GitlabCommit[],
  position: CommitPosition,
): Promise<void> {
  const { context, project } = walk
  const emails = await context.shared(`e-mails of ${context.dataSourceId}`, () => accountsByEmail(context))
  const people = createPeople(context, emails)
  const rows = items.map((item) => commitRow(item, project, people))
  await walk.checkpoint([people.rows(), rowsOf(commitTable, rows)], position)
  people.saved()
}
