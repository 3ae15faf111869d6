import { webAddress } from '../rest/web-address.js'
import type { FakeIssue } from '../state/issue.js'
import { fullName } from '../state/repository-state.js'
import { connection } from './connection.js'
import type { Context } from './context.js'
import { failure, requirePermission } from './failure.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { labels } from './labels.js'
import { isOneOf, orderInstant, sinceOf } from './list-arguments.js'
import { accountSource, type RepositorySource, type RowSource, repositorySource } from './source.js'

type IssueSource = RowSource<FakeIssue>

/** Issues; what isn't here is told as the row has it. */
export const issueFields: TypeFields = {
  Issue: fields<IssueSource>({
    id: ({ row }) => row.nodeId,
    databaseId: ({ row }) => row.id,
    fullDatabaseId: ({ row }) => String(row.id),
    url: ({ repository, row }) => `${webAddress}/${fullName(repository)}/issues/${row.number}`,
    body: ({ row }) => row.body ?? '',
    bodyText: ({ row }) => row.body ?? '',
    closed: ({ row }) => row.state === 'CLOSED',
    locked: () => false,
    author: ({ row }) => accountSource(row.author),
    authorAssociation: () => 'CONTRIBUTOR',
    repository: ({ repository }) => repositorySource(repository),
    labels,
    assignees: ({ row }, args) =>
      connection(
        row.assignees.filter(({ isDeleted }) => !isDeleted),
        args,
        {
          value: ({ id }) => id,
          id: ({ id }) => id,
          node: (account) => accountSource(account),
        },
      ),
  }),
  Repository: fields<RepositorySource>({
    issues,
    issue({ repository }, { number }, context) {
      requirePermission(context, 'issues')
      const row = repository.hasIssues ? repository.issues.get(Number(number)) : undefined
      if (!row) throw failure('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`)
      return { __typename: 'Issue', repository, row }
    },
  }),
}

function issues({ repository }: RepositorySource, args: Arguments, context: Context) {
  requirePermission(context, 'issues')
  const since = sinceOf(args)
  const all = repository.hasIssues ? [...repository.issues.values()] : []
  const rows = all.filter((row) => isOneOf(args.states, row.state) && (!since || row.updatedAt >= since))
  return connection(rows, args, {
    value: (row) => orderInstant(row, args).getTime(),
    id: ({ number }) => number,
    node: (row) => ({ __typename: 'Issue', repository, row }),
  })
}
