import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Account } from './account-key.js'
import { account, ofGit, ofGitLab } from './accounts.fixture.js'
import { type Alias, type Decision, groupAccounts } from './group-accounts.js'

/** The groups of contributors, each sorted. */
function people(accounts: Account[], aliases: Alias[] = [], decisions: Omit<Decision, 'decidedAt'>[] = []): string[][] {
  const dated = decisions.map((decision, at) => ({ ...decision, decidedAt: new Date(at) }))
  return groupAccounts('acme', accounts, aliases, dated)
    .map((person) => person.accounts.map(({ contributorId }) => contributorId).sort())
    .sort()
}
const rulesOf = (accounts: Account[], aliases: Alias[] = []) =>
  Object.fromEntries(
    groupAccounts('acme', accounts, aliases, []).flatMap((person) =>
      person.accounts.map(({ contributorId, rule }) => [contributorId, rule]),
    ),
  )

describe('links by itself', () => {
  it('the same account of one host in two data sources', () => {
    const accounts = [account({ id: '7' }), account({ id: 'again', externalId: '7', dataSourceId: 'other' })]
    expect(people(accounts)).toEqual([['7', 'again']])
    expect(rulesOf(accounts)).toEqual({ 7: 'ACCOUNT', again: 'ACCOUNT' })
  })

  it('an address that hides an account names its number, whatever the login is now', () => {
    const accounts = [account({ id: '7', login: 'new' }), ofGit('7+old@users.noreply.github.com')]
    expect(people(accounts)).toEqual([['7', 'git 7+old@users.noreply.github.com']])
    expect(rulesOf(accounts)['git 7+old@users.noreply.github.com']).toBe('NOREPLY')
  })

  it('such an address of a GitHub server or of GitLab, each written in its own way', () => {
    const server = account({ id: '8', host: 'github.acme.dev' })
    expect(people([server, ofGit('8+ann@users.noreply.github.acme.dev')])).toHaveLength(1)
    expect(people([ofGitLab({ id: '3' }), ofGit('3-ann@users.noreply.gitlab.acme.dev')])).toHaveLength(1)
    // A login of GitHub may begin with digits.
    expect(people([account({ id: '7' }), ofGit('7-eleven@users.noreply.github.com')])).toHaveLength(2)
  })

  it('such an address without a number, if one account alone has the login', () => {
    const old = ofGit('ann@users.noreply.github.com')
    expect(people([account({ id: '7', login: 'Ann' }), old])).toHaveLength(1)
    expect(people([account({ id: '7', login: 'ann' }), account({ id: '8', login: 'ann' }), old])).toHaveLength(3)
  })

  it('an address for which the vendor found the account', () => {
    const accounts = [account({ id: '7' }), ofGit('a@acme.dev')]
    const aliases = [{ contributorId: '7', email: 'A@acme.dev' }]
    expect(people(accounts, aliases)).toHaveLength(1)
    expect(rulesOf(accounts, aliases)).toEqual({ 7: 'VENDOR', 'git a@acme.dev': 'VENDOR' })
  })

  it('the same address at two hosts, in any case', () => {
    const accounts = [account({ id: '7', email: 'a@acme.dev' }), ofGitLab({ id: '3', email: 'A@Acme.dev' })]
    expect(people(accounts)).toEqual([['3', '7']])
    expect(rulesOf(accounts)).toEqual({ 3: 'EMAIL', 7: 'EMAIL' })
  })
})

describe('never links', () => {
  it.each([
    [
      'two people of one name',
      [ofGit('ann@acme.dev', { name: 'Ann Lee' }), ofGit('lee@acme.dev', { name: 'Ann Lee' })],
    ],
    ['one login at two hosts', [account({ id: '7', login: 'ann' }), ofGitLab({ id: '3', login: 'ann' })]],
    [
      'an address that two accounts of one host had',
      [account({ id: '7', email: 'a@acme.dev' }), account({ id: '8', email: 'a@acme.dev' }), ofGit('a@acme.dev')],
    ],
    ['a bot and a person', [account({ id: '7', email: 'a@acme.dev', isBot: true }), ofGit('a@acme.dev')]],
    [
      'a bot and a person who took its login',
      [account({ id: '7', login: 'acme-bot', isBot: true }), ofGit('acme-bot@users.noreply.github.com')],
    ],
    ['the host itself', [account({ id: '7', login: 'web-flow', email: 'x@acme.dev' }), ofGit('x@acme.dev')]],
    ['who is gone', [account({ id: '7', login: 'ghost', email: 'x@acme.dev' }), ofGit('x@acme.dev')]],
    ['the address of a role', [account({ id: '7', email: 'jenkins@acme.dev' }), ofGit('jenkins@acme.dev')]],
    ['the address of a machine', [account({ id: '7', email: 'ann@laptop.local' }), ofGit('ann@laptop.local')]],
    ['an address that is none', [account({ id: '7', email: 'ann' }), ofGit('ann')]],
    ['an example', [account({ id: '7', email: 'ann@example.com' }), ofGit('ann@example.com')]],
    [
      'the address by which GitHub itself commits',
      [ofGit('noreply@github.com'), account({ id: '7', email: 'noreply@github.com' })],
    ],
    [
      'names without an address',
      [ofGit('', { externalId: 'name:Ann' }), ofGit('', { contributorId: '2', externalId: 'name:Ann' })],
    ],
  ])('%s', (_, accounts) => {
    expect(people(accounts)).toHaveLength(accounts.length)
  })

  it('two accounts of one host through a chain of addresses', () => {
    const accounts = [account({ id: '7' }), account({ id: '8' }), ofGitLab({ id: '3' })]
    const aliases = [
      { contributorId: '7', email: 'work@acme.dev' },
      { contributorId: '3', email: 'work@acme.dev' },
      { contributorId: '3', email: 'home@ann.dev' },
      { contributorId: '8', email: 'home@ann.dev' },
    ]
    const groups = people(accounts, aliases)
    expect(groups.some((group) => group.includes('7') && group.includes('8'))).toBe(false)
  })
})

describe('decisions', () => {
  const accounts = [account({ id: '7', email: 'a@acme.dev' }), ofGitLab({ id: '3', email: 'a@acme.dev' })]
  const keys = { a: 'github.com/7', b: 'gitlab.acme.dev/3' }

  it('part two that a rule would join, and joined again once taken back', () => {
    expect(people(accounts, [], [{ ...keys, verdict: 'DIFFERENT' }])).toEqual([['3'], ['7']])
    expect(people(accounts)).toEqual([['3', '7']])
  })

  it('part two whom an address in between would join', () => {
    const groups = people([...accounts, ofGit('a@acme.dev')], [], [{ ...keys, verdict: 'DIFFERENT' }])
    expect(groups.some((group) => group.includes('7') && group.includes('3'))).toBe(false)
  })

  it('join two accounts of one host, which no rule would', () => {
    const two = [account({ id: '7' }), account({ id: '8' })]
    expect(people(two, [], [{ a: 'github.com/8', b: 'github.com/7', verdict: 'SAME' }])).toEqual([['7', '8']])
  })

  it('of several about one pair, the last one is kept', () => {
    const both = [
      { ...keys, verdict: 'DIFFERENT' as const },
      { a: keys.b, b: keys.a, verdict: 'SAME' as const },
    ]
    expect(people(accounts, [], both)).toEqual([['3', '7']])
    expect(people(accounts, [], both.reverse())).toEqual([['3'], ['7']])
  })
})

it("a person's id stays when weaker links come", () => {
  const [before] = groupAccounts('acme', [account({ id: '7' })], [], [])
  const later = groupAccounts('acme', [ofGit('a@acme.dev'), account({ id: '7', email: 'a@acme.dev' })], [], [])
  expect(later.map(({ id }) => id)).toEqual([before?.id])
  expect(groupAccounts('other', [account({ id: '7' })], [], [])[0]?.id).not.toBe(before?.id)
})

it('in whatever order accounts, addresses and decisions come, people are the same', () => {
  const id = fc.constantFrom('1', '2', '3', '4')
  const email = fc.option(fc.constantFrom('a@acme.dev', 'b@acme.dev', 'c@acme.dev', 'ci@acme.dev'))
  const one = fc.record({
    externalId: id,
    email,
    host: fc.constantFrom('github.com', 'gitlab.com'),
    isBot: fc.boolean(),
  })
  const many = fc.array(one, { maxLength: 8 })
  const pair = fc.record({
    a: fc.constantFrom('github.com/1', 'github.com/2', 'a@acme.dev'),
    b: fc.constantFrom('gitlab.com/1', 'gitlab.com/3', 'b@acme.dev'),
    verdict: fc.constantFrom('SAME' as const, 'DIFFERENT' as const),
  })
  const aliases = fc.array(fc.record({ at: fc.nat(7), email: fc.constantFrom('a@acme.dev', 'b@acme.dev') }), {
    maxLength: 5,
  })
  fc.assert(
    fc.property(
      many,
      aliases,
      fc.array(pair, { maxLength: 3 }),
      fc.func(fc.integer()),
      (given, also, decided, rank) => {
        const accounts = [
          ...given.map((each, at) => account({ id: `c${at}`, ...each })),
          ...['a@acme.dev', 'b@acme.dev'].map((address) => ofGit(address)),
        ]
        const found = also.map(({ at, email: address }) => ({ contributorId: `c${at}`, email: address }))
        const decisions = decided.map((decision, at) => ({ ...decision, decidedAt: new Date(at) }))
        const shuffled = <T>(list: readonly T[]) =>
          list
            .map((value) => ({ value, rank: rank(value) }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ value }) => value)
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
        const one = groupAccounts('acme', accounts, found, decisions).sort(byId)
        const other = groupAccounts('acme', shuffled(accounts), shuffled(found), shuffled(decisions)).sort(byId)
        expect(other).toEqual(one)
        // Nobody decided that two accounts of one host are the same person, unless a decision is there.
        if (decisions.some(({ verdict }) => verdict === 'SAME')) return
        for (const person of one) {
          const ofGitHub = new Set(
            person.accounts.map(({ accountKey }) => accountKey).filter((key) => key.startsWith('github.com/')),
          )
          expect(ofGitHub.size).toBeLessThan(2)
        }
      },
    ),
    { numRuns: 300 },
  )
})
