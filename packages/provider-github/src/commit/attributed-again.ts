import { changesOf, type RowWrite } from '@data-import/core/provider'
import { commitTable, contributorTable } from '@data-import/model'
import type { GithubContext } from '../database.js'
import { emailPrefix } from '../people/commit-person.js'

type AnewContext = Pick<GithubContext, 'stored' | 'idOf' | 'shared' | 'dataSourceId'>

/**
 * Stored commits of an e-mail address for which GitHub knew no account when they were read, and knows one now: an address
 * can be linked to an account at any time, and nothing tells of it but the next commit. Each address is looked at once in a
 * pass, and costs no request.
 */
export async function attributedAgain(
  context: AnewContext,
  accountsByEmail: ReadonlyMap<string, string>,
): Promise<RowWrite[]> {
  const looked = context.shared(`linked addresses of ${context.dataSourceId}`, () => new Set<string>())
  const accounts = new Map<string, string>()
  for (const [email, account] of accountsByEmail) {
    if (!looked.has(email)) accounts.set(`${emailPrefix}${email}`, account)
    looked.add(email)
  }
  if (accounts.size === 0) return []
  const where = { externalId: { in: [...accounts.keys()] } }
  const changes: RowWrite[] = []
  for (const { externalId } of await context.stored(contributorTable, ['externalId'], { where })) {
    const before = context.idOf(contributorTable, externalId)
    const now = context.idOf(contributorTable, accounts.get(externalId) ?? '')
    const authored = await context.stored(commitTable, ['externalId'], { where: { authorId: before } })
    const committed = await context.stored(commitTable, ['externalId'], { where: { committerId: before } })
    changes.push(
      changesOf(
        commitTable,
        authored.map((commit) => ({ ...commit, authorId: now })),
      ),
      changesOf(
        commitTable,
        committed.map((commit) => ({ ...commit, committerId: now })),
      ),
    )
  }
  return changes
}
