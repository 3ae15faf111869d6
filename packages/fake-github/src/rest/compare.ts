import { compareCommits } from '../git/compare-commits.js'
import { notFound } from '../server/api-error.js'
import { parameter } from '../server/call.js'
import { linkHeader, pageRequest, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import { fullName } from '../state/repository-state.js'
import { commitBody } from './commit-body.js'
import { findCommit } from './commits.js'
import { webAddress } from './web-address.js'

/** Without paging GitHub gives the first 250. */
const unpagedCommits = 250

/** What `head` has that `base` has not, oldest first. */
export const compareRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/compare/{basehead...}',
    permission: 'contents',
    async answer(call) {
      const { repository, query } = call
      const [baseRef, headRef] = parameter(call, 'basehead').split('...')
      const base = baseRef ? await findCommit(call, baseRef) : undefined
      const head = headRef ? await findCommit(call, headRef) : undefined
      if (!base || !head) throw notFound()
      const compared = await compareCommits(repository.git, base.sha, head.sha)
      if (!compared.mergeBase) throw notFound()
      const isPaged = query.has('page') || query.has('per_page')
      const request = isPaged ? pageRequest(call) : { page: 1, perPage: unpagedCommits }
      const start = (request.page - 1) * request.perPage
      const path = `/compare/${baseRef}...${headRef}`
      const html = `${webAddress}/${fullName(repository)}${path}`
      return {
        status: 200,
        body: {
          url: `${call.base}/repos/${fullName(repository)}${path}`,
          html_url: html,
          permalink_url: html,
          diff_url: `${html}.diff`,
          patch_url: `${html}.patch`,
          base_commit: commitBody(call, base),
          merge_base_commit: commitBody(call, compared.mergeBase),
          status: compared.status,
          ahead_by: compared.ahead.length,
          behind_by: compared.behindBy,
          total_commits: compared.ahead.length,
          commits: compared.ahead.slice(start, start + request.perPage).map((commit) => commitBody(call, commit)),
          files: [],
        },
        headers: linkHeader(call, repositoryPath(repository, path), request, compared.ahead.length),
      }
    },
  },
]
