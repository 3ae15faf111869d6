import { fullName, type RepositoryState } from '../state/repository-state.js'
import { findRenamedRepository, findRepository } from '../state/world.js'
import { canSee } from '../tokens/token.js'
import { ApiError, notFound } from './api-error.js'
import { type Call, parameter } from './call.js'
import type { RepositoryRoute, Route } from './route.js'

/** Serves a repository's routes under `/repos/{owner}/{repo}` and `/repositories/{id}`. */
export function repositoryRoutes(routes: readonly RepositoryRoute[]): Route[] {
  return routes.flatMap(({ pattern, permission, answer }) => [
    {
      method: 'GET' as const,
      pattern: `/repos/{owner}/{repo}${pattern}`,
      permission,
      answer: (call: Call) => answer({ ...call, repository: byName(call) }),
    },
    {
      method: 'GET' as const,
      pattern: `/repositories/{repositoryId}${pattern}`,
      permission,
      answer: (call: Call) => answer({ ...call, repository: byId(call) }),
    },
  ])
}

function byName(call: Call): RepositoryState {
  const owner = parameter(call, 'owner')
  const name = parameter(call, 'repo')
  const found = findRepository(call.world, owner, name)
  if (found) return readable(call, found)
  const renamed = findRenamedRepository(call.world, owner, name)
  if (!renamed || !canSee(call.token, renamed)) throw notFound()
  const rest = call.path.split('/').slice(4).join('/')
  const search = call.query.size > 0 ? `?${call.query}` : ''
  const url = `${call.base}/repositories/${renamed.id}${rest === '' ? '' : `/${rest}`}${search}`
  throw new ApiError(301, 'Moved Permanently', { body: { url }, headers: { location: url } })
}

function byId(call: Call): RepositoryState {
  const found = call.world.repositories.get(Number(parameter(call, 'repositoryId')))
  if (!found) throw notFound()
  return readable(call, found)
}

function readable(call: Call, repository: RepositoryState): RepositoryState {
  if (!canSee(call.token, repository)) throw notFound()
  if (repository.blockReason !== null) {
    throw new ApiError(451, 'Repository access blocked', {
      body: {
        block: {
          reason: repository.blockReason,
          created_at: repository.updatedAt.toISOString(),
          html_url: `https://github.example.com/notices/${fullName(repository)}`,
        },
      },
    })
  }
  if (repository.isDisabled) throw new ApiError(403, 'Repository access disabled. Please contact support.')
  return repository
}
