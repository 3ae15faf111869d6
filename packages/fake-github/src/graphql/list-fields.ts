import type { FakeDeployment } from '../state/deployment.js'
import type { FakeIssue } from '../state/issue.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { connection } from './connection.js'
import type { Context } from './context.js'
import { failure, requirePermission } from './failure.js'
import { type Arguments, fields } from './fields.js'
import type { RepositorySource } from './source.js'

/** What a repository has many of. */
export const listFields = fields<RepositorySource>({
  pullRequests,
  pullRequest({ repository }, { number }, context) {
    requirePermission(context, 'pull_requests')
    const row = repository.pullRequests.get(Number(number))
    if (!row) throw failure('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
    return { __typename: 'PullRequest', repository, row }
  },
  issues,
  issue({ repository }, { number }, context) {
    requirePermission(context, 'issues')
    const row = repository.hasIssues ? repository.issues.get(Number(number)) : undefined
    if (!row) throw failure('NOT_FOUND', `Could not resolve to an Issue with the number of ${number}.`)
    return { __typename: 'Issue', repository, row }
  },
  deployments,
  releases({ repository }, args, context) {
    requirePermission(context, 'contents')
    const seesDrafts = context.token.owners.has(repository.owner.login.toLowerCase())
    const rows = [...repository.releases.values()].filter(({ isDraft }) => seesDrafts || !isDraft)
    return connection(rows, args, {
      value: (row) => (args.orderBy?.field === 'NAME' ? (row.name ?? '') : row.createdAt.getTime()),
      id: ({ id }) => id,
      direction: 'DESC',
      node: (row) => ({ __typename: 'Release', repository, row }),
    })
  },
})

function pullRequests({ repository }: RepositorySource, args: Arguments, context: Context) {
  requirePermission(context, 'pull_requests')
  const rows = [...repository.pullRequests.values()].filter(
    (row) => isOneOf(args.states, row.state) && (!args.baseRefName || args.baseRefName === row.baseRefName),
  )
  return connection(rows, args, {
    value: (row) => orderInstant(row, args).getTime(),
    id: ({ number }) => number,
    node: (row) => ({ __typename: 'PullRequest', repository, row }),
  })
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

function deployments({ repository }: RepositorySource, args: Arguments, context: Context) {
  requirePermission(context, 'deployments')
  const rows = [...repository.deployments.values()].filter((row) => isOneOf(args.environments, row.environment))
  return connection(rows, args, {
    value: (row: FakeDeployment) => row.createdAt.getTime(),
    id: ({ id }) => id,
    node: (row) => ({ __typename: 'Deployment', repository, row }),
  })
}

function orderInstant(row: FakePullRequest | FakeIssue, args: Arguments): Date {
  return args.orderBy?.field === 'UPDATED_AT' ? row.updatedAt : row.createdAt
}

function isOneOf(wanted: unknown, value: string): boolean {
  return !Array.isArray(wanted) || wanted.length === 0 || wanted.includes(value)
}

function sinceOf({ filterBy }: Arguments): Date | null {
  const isFilter = typeof filterBy === 'object' && filterBy !== null && 'since' in filterBy
  return isFilter && typeof filterBy.since === 'string' ? new Date(filterBy.since) : null
}
