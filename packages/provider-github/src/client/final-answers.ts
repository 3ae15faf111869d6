import { ImportError } from '@data-import/core/provider'
import type { Octokit } from '@octokit/rest'
import { graphqlErrorsOf } from './github-error.js'

/** An Octokit plugin, inside of the others, that makes errors of what they would take for something else. */
export const finalAnswers: Parameters<typeof Octokit.plugin>[0] = (octokit) => {
  octokit.hook.wrap('request', async (request, options) => {
    try {
      const answer = await request(options)
      if (!isGraphqlLimit(answer.data)) return answer
      throw Object.assign(new Error('GraphQL rate limit exceeded'), { response: answer })
    } catch (error) {
      // Octokit wraps what `fetch` throws as if the network had failed, and would ask again.
      if (error instanceof Error && ImportError.isInstance(error.cause)) throw error.cause
      throw error
    }
  })
  return {}
}

/** The throttling plugin sees that limit, which comes with status 200, but not on an Enterprise Server's path. */
function isGraphqlLimit(data: unknown): boolean {
  const error = Object.assign(new Error(), { response: { data } })
  return graphqlErrorsOf(error).some(({ type }) => type === 'RATE_LIMITED' || type === 'SECONDARY_LIMITED')
}
