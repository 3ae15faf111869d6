import type { Octokit } from '@octokit/rest'
import { graphqlErrorsOf } from './answer-of-error.js'

/** Fields of a `User`, for queries. A classic token may only ask for `email` with the scope `read:user` or `user:email`. */
export const userFields = 'databaseId name email'

/** Fields of a `Team`, for queries. A classic token may only ask for its name with the scope `read:org`. */
export const teamFields = '... on Team { teamName: name }'

/** Parts of queries for which a scope may be missing, with what is asked for instead. */
const optional = [
  { part: userFields, instead: 'databaseId name', refusal: /'email' field requires one of the following scopes/ },
  { part: teamFields, instead: '', refusal: /'name' field requires one of the following scopes/ },
] as const

/** An Octokit plugin that leaves out what the token has no scope for: GitHub refuses a query as a whole for it. */
export const optionalFields: Parameters<typeof Octokit.plugin>[0] = (octokit) => {
  const refused = new Set<(typeof optional)[number]>()
  octokit.hook.wrap('request', async (request, options) => {
    const query: unknown = options.query
    if (typeof query !== 'string') return request(options)
    for (;;) {
      const left = optional.filter((one) => query.includes(one.part) && !refused.has(one))
      // The hooks inside of this one see these options, whatever is passed on.
      const answer = await request(Object.assign(options, { query: without(query, refused) }))
      const found = left.filter(({ refusal }) => messagesOf(answer.data).some((message) => refusal.test(message)))
      if (found.length === 0) return answer
      for (const one of found) refused.add(one)
    }
  })
  return {}
}

function without(query: string, refused: ReadonlySet<(typeof optional)[number]>): string {
  return [...refused].reduce((left, { part, instead }) => left.replaceAll(part, instead), query)
}

function messagesOf(data: unknown): string[] {
  const error = Object.assign(new Error(), { response: { data } })
  return graphqlErrorsOf(error).map(({ message }) => message)
}
