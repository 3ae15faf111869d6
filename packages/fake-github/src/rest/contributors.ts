import type { Answer } from '../server/answer.js'
import type { RepositoryCall } from '../server/call.js'
import { pageAnswer, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import type { FakeAccount } from '../state/account.js'
import { headOf } from '../state/repository-state.js'
import { userBody } from './user-body.js'

/** Someone with the number of their commits. */
interface Contribution {
  readonly account: FakeAccount | null
  readonly name: string
  readonly email: string
  contributions: number
}

/** Who committed how much; 204 where nobody did. */
export const contributorRoutes: readonly RepositoryRoute[] = [
  { pattern: '/contributors', permission: 'contents', answer: listContributors },
]

async function listContributors(call: RepositoryCall): Promise<Answer> {
  const { repository, query, world } = call
  const head = headOf(repository)
  if (head === null) return { status: 204 }
  const found = new Map<string, Contribution>()
  for (const { author } of await repository.git.history(head)) {
    const account = world.accounts.byEmail(author.email)
    const key = account ? String(account.id) : author.email.toLowerCase()
    const known = found.get(key) ?? { account, name: author.name, email: author.email, contributions: 0 }
    known.contributions += 1
    found.set(key, known)
  }
  const isAnonymousWanted = ['1', 'true'].includes(query.get('anon') ?? '')
  const rows = [...found.values()]
    .filter((row) => row.account !== null || isAnonymousWanted)
    .sort((a, b) => b.contributions - a.contributions)
  return pageAnswer(call, repositoryPath(repository, '/contributors'), rows, (row) =>
    row.account
      ? { ...userBody(call, row.account), contributions: row.contributions }
      : { email: row.email, name: row.name, type: 'Anonymous', contributions: row.contributions },
  )
}
