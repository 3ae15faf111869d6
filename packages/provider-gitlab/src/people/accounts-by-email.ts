import { contributorTable } from '@data-import/model'
import type { GitlabContext } from '../database.js'
import { storedPages } from '../walk/stored-pages.js'
import { emailKey, emailPrefix } from './commit-person.js'

/** Accounts whose e-mail address is known, by that: of public ones, and of all where an administrator's token asks. */
export async function accountsByEmail({ stored }: Pick<GitlabContext, 'stored'>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for await (const rows of storedPages((page) => stored(contributorTable, ['externalId', 'email'], page))) {
    for (const { externalId, email } of rows) {
      const key = emailKey(email)
      if (key !== null && !externalId.startsWith(emailPrefix)) found.set(key, externalId)
    }
  }
  return found
}
