import type { Github } from '../client/github.js'
import type { PageInfo } from '../client/next-cursor.js'
import { userFields } from '../client/optional-fields.js'
import { type Account, type GraphqlAccount, graphqlAccount, type RestAccount, restAccount } from '../people/account.js'
import type { Settings } from '../settings.js'

const memberFields = `__typename login url ${userFields}`

/** Members of an organisation, 100 for a point. */
export const membersQuery = `query members($owner: String!, $cursor: String) {
  rateLimit { cost }
  organization(login: $owner) {
    membersWithRole(first: 100, after: $cursor) { pageInfo { hasNextPage endCursor } nodes { ${memberFields} } }
  }
}`

/** One user. */
export const userQuery = `query user($owner: String!) { rateLimit { cost } user(login: $owner) { ${memberFields} } }`

interface MembersAnswer {
  organization: { membersWithRole: { pageInfo: PageInfo; nodes: readonly (GraphqlAccount | null)[] } | null } | null
}

/** The members that the token may see, or the user; without a token the public ones, with fewer fields. */
export async function* memberPages(github: Github, settings: Settings): AsyncGenerator<(Account | null)[]> {
  const { owner, ownerKind, credentials } = settings
  const isAnonymous = credentials.kind === 'anonymous'
  if (ownerKind === 'user') {
    if (isAnonymous) {
      const answer = await github.get<RestAccount>(`/users/${owner}`)
      yield answer.isModified ? [restAccount(answer.body)] : []
    } else yield [graphqlAccount((await github.query<{ user: GraphqlAccount | null }>(userQuery, { owner })).user)]
  } else if (isAnonymous) {
    const pages = github.pages<RestAccount>(`/orgs/${owner}/members?per_page=100`)
    for await (const page of pages) yield page.map(restAccount)
  } else {
    const pages = github.listPages<MembersAnswer>(
      membersQuery,
      { owner },
      ({ organization }) => organization?.membersWithRole?.pageInfo,
    )
    for await (const { organization } of pages) {
      yield (organization?.membersWithRole?.nodes ?? []).map(graphqlAccount)
    }
  }
}
