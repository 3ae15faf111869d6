import { ConfigurationError } from '@data-import/core/provider'
import type { Octokit } from '@octokit/rest'
import { isPage } from './answer-of-error.js'
import { rightAddress } from './github-error.js'

/** An Octokit plugin that makes errors of answers that Octokit would take for good ones. */
export const finalAnswers: Parameters<typeof Octokit.plugin>[0] = (octokit) => {
  octokit.hook.wrap('request', async (request, options) => {
    const answer = await request(options)
    const { host, pathname } = new URL(answer.url)
    if (isPage(answer.data, answer.headers)) {
      throw Object.assign(new Error('a page for people'), { status: answer.status, response: answer })
    }
    if (typeof options.query === 'string' && isOfAnotherApi(answer.data)) {
      throw new ConfigurationError(
        `${host} answers queries at ${pathname}, but not as GitHub's GraphQL API does: is GITHUB_API_URL right? ${rightAddress}`,
      )
    }
    return answer
  })
  return {}
}

/** Text is an answer that broke off. */
function isOfAnotherApi(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !('data' in data) && !('errors' in data)
}
