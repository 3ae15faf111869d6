import { describe, expect, it } from 'vitest'
import { bot, ghost, octo } from '../testing/mapped-people.js'
import { type GraphqlAccount, graphqlAccount, type RestAccount, restAccount } from './account.js'

describe('an account of REST', () => {
  it.each<[string, RestAccount, object]>([
    ['a user', octo.rest, { id: 7, login: 'octo', isBot: false, url: 'https://github.com/octo' }],
    ['a bot', bot.rest, { id: 9, login: 'renovate[bot]', isBot: true, url: 'https://github.com/apps/renovate' }],
    ['a bot by its name alone', { id: 9, login: 'old[bot]', type: 'User' }, { id: 9, login: 'old[bot]', isBot: true }],
    ['the stand-in for deleted ones', { id: 10137, login: 'ghost' }, { id: null, login: 'ghost', isBot: false }],
    ['one without a number', { login: 'octo' }, { id: null, login: 'octo', isBot: false }],
    ['an organisation', { id: 3, login: 'acme', type: 'Organization' }, { id: 3, login: 'acme', isBot: false }],
  ])('%s', (_, given, account) => {
    expect(restAccount(given)).toEqual(account)
  })

  it.each([null, undefined, {}, { id: 7 }, { id: 7, login: '' }])('nobody: %j', (given) => {
    expect(restAccount(given)).toBeNull()
  })
})

describe('an account of GraphQL', () => {
  it.each<[string, GraphqlAccount, object]>([
    [
      'a user with a profile',
      { ...octo.graphql, email: 'octo@example.com' },
      {
        id: 7,
        login: 'octo',
        isBot: false,
        url: 'https://github.com/octo',
        name: 'Octo Cat',
        email: 'octo@example.com',
      },
    ],
    [
      'a user who hides the e-mail, which says nothing about the stored one',
      octo.graphql,
      { id: 7, login: 'octo', isBot: false, url: 'https://github.com/octo', name: 'Octo Cat' },
    ],
    [
      'a user without a name',
      { __typename: 'User', login: 'octo', databaseId: 7, name: null },
      { id: 7, login: 'octo', isBot: false, name: null },
    ],
    ['a bot, by the name that REST has', bot.graphql, { ...restAccount(bot.rest) }],
    ['a mannequin', { __typename: 'Mannequin', login: 'old', databaseId: 5 }, { id: 5, login: 'old', isBot: false }],
    [
      'one of an enterprise, without a number',
      { __typename: 'EnterpriseUserAccount', login: 'octo' },
      { id: null, login: 'octo', isBot: false },
    ],
    [
      'the stand-in for deleted ones',
      ghost.graphql,
      { id: null, login: 'ghost', isBot: false, url: 'https://github.com/ghost' },
    ],
  ])('%s', (_, given, account) => {
    expect(graphqlAccount(given)).toEqual(account)
  })

  it.each([null, undefined])('nobody: %j', (given) => {
    expect(graphqlAccount(given)).toBeNull()
  })
})
