import { describe, expect, it } from 'vitest'
import { bot, ghost, mappedPeople, octo } from '../testing/mapped-people.js'
import { graphqlAccount, restAccount } from './account.js'
import { commitPersonRow } from './commit-person.js'
import { contributorRow } from './contributor-row.js'
import { createPeople } from './people.js'

describe('contributorRow', () => {
  it('is by the number of the account', () => {
    expect(contributorRow(graphqlAccount(octo.graphql))).toEqual({
      externalId: '7',
      login: 'octo',
      isBot: false,
      url: 'https://github.com/octo',
      name: 'Octo Cat',
    })
    expect(contributorRow(restAccount(bot.rest))).toMatchObject({
      externalId: '9',
      login: 'renovate[bot]',
      isBot: true,
    })
  })

  it('is none for nobody and for deleted accounts', () => {
    expect(contributorRow(null)).toBeNull()
    expect(contributorRow(restAccount(ghost.rest))).toBeNull()
  })
})

describe('commitPersonRow', () => {
  const person = (email: string | null, name: string | null = 'Octo Cat') =>
    commitPersonRow({ name, email, account: null })

  it('is by the account where GitHub knows one, whatever git says', () => {
    const row = commitPersonRow({ name: 'Somebody', email: 'x@example.com', account: restAccount(octo.rest) })
    expect(row).toEqual({ externalId: '7', login: 'octo', isBot: false, url: 'https://github.com/octo' })
  })

  it.each<[string, string | null, object | null]>([
    [
      'an e-mail, in lower case',
      ' Octo@Example.COM ',
      { externalId: 'email:octo@example.com', email: 'octo@example.com', name: 'Octo Cat' },
    ],
    [
      'an address that hides the e-mail, by its number',
      '7+octo@users.noreply.github.com',
      { externalId: '7', login: 'octo' },
    ],
    ['in any case', '7+Octo@Users.NoReply.GitHub.com', { externalId: '7', login: 'Octo' }],
    [
      'one of a bot',
      '49699333+dependabot[bot]@users.noreply.github.com',
      { externalId: '49699333', login: 'dependabot[bot]', isBot: true },
    ],
    [
      'one without a number',
      'octo@users.noreply.github.com',
      { externalId: 'email:octo@users.noreply.github.com', email: 'octo@users.noreply.github.com', name: 'Octo Cat' },
    ],
    [
      'one of another server',
      '7+octo@users.noreply.git.example.com',
      {
        externalId: 'email:7+octo@users.noreply.git.example.com',
        email: '7+octo@users.noreply.git.example.com',
        name: 'Octo Cat',
      },
    ],
    ['what is no address, as git allows', 'octo', { externalId: 'email:octo', email: 'octo', name: 'Octo Cat' }],
    ['no e-mail: a name is no identity', '', null],
    ['only blanks', '  ', null],
    ['none', null, null],
    ['one longer than addresses can be', `${'a'.repeat(400)}@example.com`, null],
  ])('%s', (_, email, row) => {
    expect(person(email)).toEqual(row)
  })

  it('a deleted account is told by the e-mail', () => {
    const row = commitPersonRow({ name: null, email: 'octo@example.com', account: restAccount(ghost.rest) })
    expect(row).toEqual({ externalId: 'email:octo@example.com', email: 'octo@example.com' })
  })
})

describe('people of a pass', () => {
  it('are saved once, and again only with something new', () => {
    const shared = new Map<string, unknown>()
    const page = () =>
      createPeople({
        dataSourceId: 'acme',
        idOf: (_, externalId) => `row of ${externalId}`,
        shared<Value>(name: string, create: () => Value) {
          if (!shared.has(name)) shared.set(name, create())
          // Whoever asks for a name knows what it holds.
          return shared.get(name) as Value
        },
      })
    const first = page()
    first.idOf(restAccount(octo.rest))
    const interrupted = page()
    interrupted.idOf(restAccount(octo.rest))
    expect(interrupted.rows().rows).toHaveLength(1)
    first.saved()
    const second = page()
    expect(second.idOf(restAccount(octo.rest))).toBe('row of 7')
    expect(second.rows().rows).toEqual([])
    second.idOf(graphqlAccount(octo.graphql))
    expect(second.rows().rows).toMatchObject([{ externalId: '7', name: 'Octo Cat' }])
    second.saved()
    const third = page()
    third.idOf(restAccount(octo.rest))
    expect(third.rows().rows).toEqual([])
  })
})

describe('people of a page', () => {
  it('are collected once each, with what was said first', () => {
    const { people, contributors } = mappedPeople()
    const by = (name: string) => ({ name, email: 'jo@example.com', account: null })
    expect(people.idOfCommitPerson(by('Jo Newer'))).toBe('row of email:jo@example.com')
    people.idOfCommitPerson(by('Jo Older'))
    people.idOf(restAccount(octo.rest))
    people.idOf(graphqlAccount(octo.graphql))
    expect(contributors()).toEqual([
      { externalId: 'email:jo@example.com', email: 'jo@example.com', name: 'Jo Newer' },
      { externalId: '7', login: 'octo', isBot: false, url: 'https://github.com/octo', name: 'Octo Cat' },
    ])
  })

  it('are nobody where there is no identity', () => {
    const { people, contributors } = mappedPeople()
    expect(people.idOf(null)).toBeNull()
    expect(people.idOf(restAccount(ghost.rest))).toBeNull()
    expect(people.idOfCommitPerson({ name: 'Jo', email: null, account: null })).toBeNull()
    expect(contributors()).toEqual([])
  })
})
