import type { Octokit } from '@octokit/rest'
import { graphqlErrorsOf } from './answer-of-error.js'

/**
 * Fields of a `User`, for queries. A classic token without the scope `read:user` or `user:email` may not ask for `email`,
 * and GitHub then refuses the whole query.
 */
export const userFields = 'databaseId name email'

const fieldsWithoutEmail = 'databaseId name'

/** An Octokit plugin that asks without e-mail addresses of profiles where the token may not see them. */
export const profileEmails: Parameters<typeof Octokit.plugin>[0] = (octokit) => {
  let isRefused = false
  octokit.hook.wrap('request', async (request, options) => {
    const query: unknown = options.query
    if (typeof query !== 'string' || !query.includes(userFields)) return request(options)
    // The hooks inside of this one see these options, whatever is passed on.
    const leaveOut = () => Object.assign(options, { query: query.replaceAll(userFields, fieldsWithoutEmail) })
    if (isRefused) return request(leaveOut())
    const answer = await request(options)
    if (!lacksScope(answer.data)) return answer
    isRefused = true
    return request(leaveOut())
  })
  return {}
}

function lacksScope(data: unknown): boolean {
  const error = Object.assign(new Error(), { response: { data } })
  return graphqlErrorsOf(error).some(({ message }) =>
    /'email' field requires one of the following scopes/.test(message),
  )
}
