import type { RepositoryState } from '../state/repository-state.js'
import { connection } from './connection.js'
import type { Arguments } from './fields.js'
import { repositorySource } from './source.js'

/** Repositories in the order that was asked for; default by creation. */
export function repositoryConnection(repositories: readonly RepositoryState[], args: Arguments) {
  const isWanted = (name: string, value: boolean) => typeof args[name] !== 'boolean' || args[name] === value
  const wanted = repositories.filter(
    (row) =>
      isWanted('isFork', row.isFork) &&
      isWanted('isArchived', row.isArchived) &&
      (!args.privacy || (args.privacy === 'PRIVATE') === row.isPrivate),
  )
  return connection(wanted, args, {
    value: (row) => orderValue(row, args.orderBy?.field),
    id: ({ id }) => id,
    node: repositorySource,
  })
}

function orderValue(row: RepositoryState, field: string | undefined): number | string {
  if (field === 'NAME') return row.name.toLowerCase()
  if (field === 'PUSHED_AT') return row.pushedAt?.getTime() ?? 0
  if (field === 'UPDATED_AT') return row.updatedAt.getTime()
  if (field === 'STARGAZERS') return row.stars
  return row.createdAt.getTime()
}
