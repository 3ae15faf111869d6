import type { ContributorRow } from '@data-import/model'
import type { Account } from './account.js'

/**
 * The row of an account. `externalId` ← `id` / `databaseId`; `login`; `name`, `email` ← the profile (GraphQL only, and
 * left as it is where GitHub doesn't say); `isBot` ← type `Bot` or a login that ends in `[bot]`; `url` ← `html_url`.
 * Null for a deleted account, which has no identity.
 */
export function contributorRow(account: Account | null): ContributorRow | null {
  if (!account || account.id === null) return null
  const { id, login, isBot, url, name, email } = account
  return {
    externalId: String(id),
    login,
    isBot,
    ...(url !== undefined && { url }),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
  }
}
