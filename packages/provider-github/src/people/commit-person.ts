import type { ContributorRow } from '@data-import/model'
import { userFields } from '../client/optional-fields.js'
import { textOf } from '../record/text.js'
import { type Account, type GraphqlAccount, graphqlAccount } from './account.js'
import { contributorRow } from './contributor-row.js'

/** Author or committer of a commit: what git says, and the account that GitHub knows for it. */
export interface CommitPerson {
  name: string | null
  email: string | null
  account: Account | null
}

/** Author or committer in answers of GraphQL. */
export interface GraphqlPerson {
  name: string | null
  email: string | null
  user: GraphqlAccount | null
}

/** Fields of a {@link GraphqlPerson}, for queries. `PersonFields` is its name. */
export const personFragment = `fragment PersonFields on GitActor {
  name email user { __typename login url ${userFields} }
}`

/** What git says, and the account that GitHub knows for it. */
export function graphqlPerson(person: GraphqlPerson | null): CommitPerson {
  return { name: textOf(person?.name), email: textOf(person?.email), account: graphqlAccount(person?.user) }
}

/** `ID+LOGIN@users.noreply.github.com`: https://docs.github.com/en/account-and-profile/reference/email-addresses-reference */
const noreply = /^(\d+)\+([^@]+)@users\.noreply\.github\.com$/i
/** As long as an e-mail address can be; a longer one is none, and an index would refuse it. */
const longestEmail = 320

/** Before the address in the `externalId` of somebody without an account. */
export const emailPrefix = 'email:'

/** The address that identifies somebody without an account. */
export function emailOf({ email }: Pick<CommitPerson, 'email'>): string | null {
  const address = email?.trim().toLowerCase() ?? ''
  return address === '' || address.length > longestEmail ? null : address
}

/**
 * The row of a commit's author or committer. By account where GitHub knows one or the e-mail carries its number, else by
 * lower-case e-mail (`email:…`), with the name that the commit gives. Null where neither is there.
 */
export function commitPersonRow({ name, email, account }: CommitPerson): ContributorRow | null {
  const byAccount = contributorRow(account)
  if (byAccount) return byAccount
  const [, id, login] = noreply.exec(email ?? '') ?? []
  if (id && login) return { externalId: id, login, ...(login.endsWith('[bot]') && { isBot: true }) }
  const address = emailOf({ email })
  if (address === null) return null
  return { externalId: `${emailPrefix}${address}`, email: address, ...(name && { name }) }
}
