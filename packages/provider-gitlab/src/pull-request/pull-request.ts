import { rowsOf } from '@data-import/core/provider'
import { pullRequestTable } from '@data-import/model'
import { accountsByEmail } from '../people/accounts-by-email.js'
import { createPeople } from '../people/people.js'
import { externalIdOf, idOrNull, instantOf, requiredNumber, textOf } from '../record/values.js'
import {
  type ChangedList,
  type ListPosition,
  type ListState,
  type WriteRows,
  walkChangedList,
} from '../walk/changed-list.js'
import { projectScript } from '../walk/each-project.js'
import { hasGaps } from '../walk/has-gaps.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { childWrites } from './child-writes.js'
import { detailsOf } from './details.js'
import type { GitlabMergeRequest } from './merge-request.js'
import { pullRequestRow } from './pull-request-row.js'

type PullRequestWalk = ProjectWalk<ListPosition, ListState>

/** Imports merge requests with their commits, review requests and the issues that they close, last changed first. */
export const pullRequest = projectScript<ListPosition, ListState>({
  resource: 'pull-request',
  dependsOn: ['repository', 'contributor'],
  importWindowDays: wholeHistoryDays,
  markOf: ({ mergeRequests }) => mergeRequests,
  hasUnfinished: hasGaps,
  walk: async (walk) => walk.end({ own: await walkChangedList(walk, mergeRequestList(walk)) }),
})

function mergeRequestList(walk: PullRequestWalk): ChangedList<GitlabMergeRequest> {
  return {
    path: '/merge_requests',
    query: { scope: 'all', state: 'all', order_by: 'updated_at', sort: 'desc' },
    timeOf: (item) => item?.updated_at,
    externalIdOf: (item) => externalIdOf('merge request', item?.id),
    // Lines come from GraphQL alone.
    canMend: () => !walk.gitlab.graphql.isOff(),
    table: pullRequestTable,
    nameField: 'number',
    save: (items, write) => save(walk, items, write),
  }
}

async function save(walk: PullRequestWalk, items: readonly GitlabMergeRequest[], write: WriteRows): Promise<void> {
  const { context, project } = walk
  const changed = await changedAmong(walk, items)
  const details = await detailsOf(
    walk,
    changed.map((item) => ({
      iid: requiredNumber('number of a merge request', item.iid),
      updatedAt: instantOf(item.updated_at),
      sourceProjectId: idOrNull(item.source_project_id),
    })),
  )
  const emails = await context.shared(`e-mails of ${context.dataSourceId}`, () => accountsByEmail(context))
  const people = createPeople(context, emails)
  const isChanged = new Set(changed)
  const detailsOfItem = (item: GitlabMergeRequest) =>
    isChanged.has(item) ? details.get(requiredNumber('number of a merge request', item.iid)) : undefined
  const rows = items.map((item) => pullRequestRow(item, project.id, detailsOfItem(item), people))
  const children = await childWrites(
    walk,
    changed.flatMap((given) => {
      const found = detailsOfItem(given)
      const externalId = externalIdOf('merge request', given.id)
      return found
        ? [{ given, owner: { externalId, id: context.idOf(pullRequestTable, externalId) }, details: found }]
        : []
    }),
    people,
  )
  const lacks = [...details.values()].some(({ lacksLines }) => lacksLines)
  await write([people.rows(), rowsOf(pullRequestTable, rows), ...children], lacks)
  people.saved()
}

/** Those that aren't stored as the list has them: only their details are asked for. */
async function changedAmong({ context, gitlab, state }: PullRequestWalk, items: readonly GitlabMergeRequest[]) {
  if (items.length === 0) return []
  const ids = items.map((item) => externalIdOf('merge request', item?.id))
  const fields = ['externalId', 'updatedAt', 'headSha', 'commitsCount', 'additions'] as const
  const stored = await context.stored(pullRequestTable, fields, {
    where: { externalId: { in: ids }, removedAt: null },
  })
  const canMend = state?.own?.lacks === true && !gitlab.graphql.isOff()
  const known = new Map(stored.map((row) => [row.externalId, row]))
  return items.filter((item, index) => {
    const row = known.get(ids[index] ?? '')
    // One whose details weren't available has no count of commits.
    if (!row || row.commitsCount === null || (canMend && row.additions === null)) return true
    return row.updatedAt?.getTime() !== instantOf(item.updated_at)?.getTime() || row.headSha !== textOf(item.sha)
  })
}
