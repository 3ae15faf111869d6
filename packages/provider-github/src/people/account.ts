import { userFields } from '../client/optional-fields.js'

/** An account as REST describes it: https://docs.github.com/en/rest/users/users */
export interface RestAccount {
  id?: number
  login?: string
  type?: string
  html_url?: string
}

/** An account as the GraphQL fragment below asks for it. */
export interface GraphqlAccount {
  __typename: string
  login: string
  url?: string
  databaseId?: number | null
  name?: string | null
  email?: string | null
}

/** An account that a row refers to. */
export interface Account {
  /** GitHub's number; null for the stand-in of deleted accounts and where GitHub gives none. */
  id: number | null
  login: string
  isBot: boolean
  url?: string
  name?: string | null
  email?: string
}

/** Fields of an `Actor`, for queries. `ActorFields` is its name. */
export const actorFragment = `fragment ActorFields on Actor {
  __typename login url
  ... on User { ${userFields} }
  ... on Bot { databaseId }
  ... on Mannequin { databaseId }
  ... on Organization { databaseId name }
}`

/** GitHub shows deleted accounts as this user: https://github.com/ghost */
const ghost = 'ghost'

/** Null for a deleted account that GitHub shows as nobody (null, or an empty object). */
export function restAccount(account: RestAccount | null | undefined): Account | null {
  if (!account || typeof account.login !== 'string' || account.login === '') return null
  const { id, login, type, html_url } = account
  return {
    id: login === ghost ? null : numberOf(id),
    login,
    isBot: type === 'Bot' || login.endsWith('[bot]'),
    ...(html_url && { url: html_url }),
  }
}

/** As {@link restAccount}. Of bots GraphQL gives the login without the `[bot]` that REST and the pages have. */
export function graphqlAccount(account: GraphqlAccount | null | undefined): Account | null {
  if (!account || typeof account.login !== 'string' || account.login === '') return null
  const { __typename, login, url, databaseId, name, email } = account
  const isBot = __typename === 'Bot' || login.endsWith('[bot]')
  return {
    id: login === ghost ? null : numberOf(databaseId),
    login: isBot && !login.endsWith('[bot]') ? `${login}[bot]` : login,
    isBot,
    ...(url && { url }),
    ...(name !== undefined && { name }),
    ...(email && { email }),
  }
}

function numberOf(id: number | null | undefined): number | null {
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : null
}
