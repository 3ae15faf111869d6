import { rowsOf } from '@data-import/core/provider'
import { issueTable } from '@data-import/model'
import { createPeople } from '../people/people.js'
import { externalIdOf } from '../record/values.js'
import { type ChangedList, type ListPosition, type ListState, walkChangedList } from '../walk/changed-list.js'
import { projectScript } from '../walk/each-project.js'
import { hasGaps } from '../walk/has-gaps.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { type GitlabIssue, issueRow } from './issue-row.js'

/** Imports issues, last changed first, down to where the walk before began. */
export const issue = projectScript<ListPosition, ListState>({
  resource: 'issue',
  dependsOn: ['repository'],
  importWindowDays: wholeHistoryDays,
  markOf: ({ issues }) => issues,
  hasUnfinished: hasGaps,
  walk: async (walk) => walk.end({ own: await walkChangedList(walk, issueList(walk)) }),
})

function issueList({ context, project }: ProjectWalk<ListPosition, ListState>): ChangedList<GitlabIssue> {
  return {
    path: '/issues',
    query: { scope: 'all', state: 'all', order_by: 'updated_at', sort: 'desc' },
    timeOf: (item) => item?.updated_at,
    externalIdOf: (item) => externalIdOf('issue', item?.id),
    table: issueTable,
    nameField: 'number',
    async save(items, write) {
      const people = createPeople(context)
      const rows = items.map((item) => issueRow(item, project.id, people))
      await write([people.rows(), rowsOf(issueTable, rows)])
      people.saved()
    },
  }
}
