import { pageAnswer, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import { fullName } from '../state/repository-state.js'

/** Branches, by name. */
export const branchRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/branches',
    permission: 'contents',
    answer(call) {
      const { repository } = call
      const api = `${call.base}/repos/${fullName(repository)}`
      const heads = [...repository.git.heads].sort(([a], [b]) => (a < b ? -1 : 1))
      return pageAnswer(call, repositoryPath(repository, '/branches'), heads, ([name, sha]) => ({
        name,
        commit: { sha, url: `${api}/commits/${sha}` },
        protected: false,
      }))
    },
  },
]
