import { contributorTable } from '@data-import/model'
import type { GitlabContext } from '../database.js'
import { emailKey, emailPrefix } from './commit-person.js'

const contributorsPerQuery = 10_000

/** Accounts whose e-mail address is known, by that: of public ones, and of all where an administrator's token asks. */
export async function accountsByEmail({ stored }: Pick<GitlabContext, 'stored'>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (let after: string | undefined; ; ) {
    const page = await stored(contributorTable, ['externalId', 'email'], {
      ...(after !== undefined && { after }),
      limit: contributorsPerQuery,
    })
    for (const { externalId, email } of page) {
      const key = emailKey(email)
      if (key !== null && !externalId.startsWith(emailPrefix)) found.set(key, externalId)
    }
    if (page.length < contributorsPerQuery) return found
    after = page.at(-1)?.externalId
  }
}
