import { describe, expect, it } from 'vitest'
import type { Account } from './account-key.js'
import { account, ofGit } from './accounts.fixture.js'
import { type Decision, groupAccounts, type MailmapLine } from './group-accounts.js'
import { suggestionsOf } from './suggest-people.js'

describe('a .mailmap', () => {
  const line = (proper: string, commit: string) => ({ proper, commit, repository: 'acme/web' })
  const groups = (accounts: Account[], mailmap: MailmapLine[], decisions: Decision[] = []) =>
    groupAccounts('acme', accounts, [], decisions, mailmap).map((person) =>
      person.accounts.map(({ contributorId }) => contributorId).sort(),
    )

  it('makes two addresses one person, and says in whose file that stands', () => {
    const accounts = [ofGit('ann@acme.dev'), ofGit('ann@old.dev'), ofGit('bob@acme.dev')]
    const [ann] = groupAccounts('acme', accounts, [], [], [line('ann@acme.dev', 'ann@old.dev')])
    expect(ann?.accounts).toMatchObject([
      { contributorId: 'git ann@acme.dev', rule: 'MAILMAP' },
      {
        contributorId: 'git ann@old.dev',
        rule: 'MAILMAP',
        evidence: 'ann@old.dev is ann@acme.dev in the .mailmap of acme/web',
      },
    ])
    expect(groups(accounts, [line('ann@acme.dev', 'ann@old.dev')])).toHaveLength(2)
  })

  it('finds the account behind an address, hidden or not', () => {
    const accounts = [account({ id: '7', email: 'ann@acme.dev' }), ofGit('ann@old.dev'), account({ id: '8' })]
    const hidden = '8+bob@users.noreply.github.com'
    expect(groups(accounts, [line('ann@acme.dev', 'ann@old.dev')])).toContainEqual(['7', 'git ann@old.dev'])
    expect(groups([...accounts, ofGit('bob@acme.dev')], [line('bob@acme.dev', hidden)])).toContainEqual([
      '8',
      'git bob@acme.dev',
    ])
  })

  it('joins no two accounts of one host, no bot, nobody of whom somebody decided otherwise, and no address of a role', () => {
    const two = [account({ id: '7', email: 'ann@acme.dev' }), account({ id: '8', email: 'ann@old.dev' })]
    expect(groups(two, [line('ann@acme.dev', 'ann@old.dev')])).toHaveLength(2)
    const bot = [ofGit('ann@acme.dev'), ofGit('bot@acme.dev', { isBot: true })]
    expect(groups(bot, [line('ann@acme.dev', 'bot@acme.dev')])).toHaveLength(2)
    const decided = [ofGit('ann@acme.dev'), ofGit('ann@old.dev')]
    const different = { a: 'ann@acme.dev', b: 'ann@old.dev', verdict: 'DIFFERENT' as const, decidedAt: new Date(0) }
    expect(groups(decided, [line('ann@acme.dev', 'ann@old.dev')], [different])).toHaveLength(2)
    const role = [ofGit('ann@acme.dev'), ofGit('root@localhost')]
    expect(groups(role, [line('ann@acme.dev', 'root@localhost')])).toHaveLength(2)
  })
})

it('suggests by what stands before the @ only where that is more than a first name or a role', () => {
  const suggested = (local: string) => {
    const accounts = [
      ofGit(`${local}@acme.dev`, { name: 'Michael Ahlers' }),
      ofGit(`${local}@old.dev`, { name: 'Michael D' }),
    ]
    return suggestionsOf(accounts, groupAccounts('acme', accounts, [], [])).map(({ value }) => value)
  }
  expect(['alex', 'git', 'hello', 'no-reply', 'michael'].flatMap(suggested)).toEqual([])
  expect(['ann.lee', 'annlee2', 'a_lee'].flatMap(suggested)).toEqual(['ann.lee', 'annlee2', 'a_lee'])
})
