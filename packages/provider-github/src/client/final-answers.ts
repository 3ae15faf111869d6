import { ConfigurationError, ImportError } from '@data-import/core/provider'
import type { Octokit } from '@octokit/rest'
import { graphqlErrorsOf, isPage } from './answer-of-error.js'
import { rightAddress } from './github-error.js'

/** An Octokit plugin, inside of the others, that makes errors of what they would take for something else. */
export const finalAnswers: Parameters<typeof Octokit.plugin>[0] = (octokit) => {
  octokit.hook.wrap('request', async (request, options) => {
    try {
      const answer = await request(options)
      const { host, pathname } = new URL(answer.url)
      if (isPage(answer.data, answer.headers)) {
        throw Object.assign(new Error('a page for people'), { status: answer.status, response: answer })
      }
      if (typeof options.query !== 'string') return answer
      if (isGraphqlLimit(answer.data)) {
        throw Object.assign(new Error('GraphQL rate limit exceeded'), { response: answer })
      }
      if (isOfAnotherApi(answer.data)) {
        throw new ConfigurationError(
          `${host} answers queries at ${pathname}, but not as GitHub's GraphQL API does: is GITHUB_API_URL right? ${rightAddress}`,
        )
      }
      return answer
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

/** Text is an answer that broke off: it is asked for again. */
function isOfAnotherApi(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !('data' in data) && !('errors' in data)
}
