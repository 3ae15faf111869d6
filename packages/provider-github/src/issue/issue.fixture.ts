import { issueTable } from '@data-import/model'
import { octo } from '../testing/mapped-people.js'
import { byId, type ResourceDouble } from '../testing/resource-double.js'
import { people, webUrl } from '../testing/sample.js'
import { accountId, accountLogin } from '../testing/true-people.js'
import { issue } from './issue.js'
import { issueRow, type RestIssue } from './issue-row.js'

export const restIssue: RestIssue = {
  id: 5_000_000_001,
  number: 13,
  title: 'It is slow',
  body: 'Very.',
  state: 'closed',
  state_reason: 'not_planned',
  user: octo.rest,
  labels: [{ name: 'bug' }, 'fast'],
  type: { name: 'Bug' },
  assignees: [octo.rest],
  html_url: `${webUrl}/issues/13`,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-03T00:00:00Z',
  closed_at: '2026-01-02T00:00:00Z',
}

export const issueDouble: ResourceDouble = {
  resource: issue,
  mappings: [{ name: 'issueRow', whole: restIssue, table: issueTable, map: (one) => issueRow(one, 'id', people()) }],
  expected: ({ repository, issues }) => ({
    issue: byId(issues.values(), (issue) => ({
      repositoryId: String(repository.id),
      number: issue.number,
      title: issue.title,
      body: issue.body,
      state: issue.state,
      stateReason: issue.stateReason?.toLowerCase() ?? null,
      assigneeIds: issue.assignees.map(({ id }) => String(id)),
      authorId: accountId(issue.author),
      authorName: accountLogin(issue.author),
      labels: issue.labels,
      createdAt: issue.createdAt,
      updatedAt: issue.updatedAt,
      closedAt: issue.closedAt,
    })),
  }),
  async fillBare(repository) {
    await repository.openIssue({ author: null, labels: ['bug'] })
    await repository.closeIssue((await repository.openIssue({ body: null })).number, { reason: 'NOT_PLANNED' })
  },
  answers: ['GET /repos/{owner}/{repo}/issues 200'],
}
