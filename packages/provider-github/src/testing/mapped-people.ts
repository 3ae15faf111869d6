import { createPeople } from '../people/people.js'

/** People whose rows have the id `row of ID`, so that a test sees to whom a row refers. */
export function mappedPeople() {
  const people = createPeople({
    dataSourceId: 'acme',
    idOf: (_, externalId) => `row of ${externalId}`,
    shared: (_, create) => create(),
  })
  return { people, contributors: () => people.rows().rows }
}

/** A person with an account, as GraphQL and REST describe it. */
export const octo = {
  graphql: {
    __typename: 'User',
    login: 'octo',
    databaseId: 7,
    name: 'Octo Cat',
    email: '',
    url: 'https://github.com/octo',
  },
  rest: { id: 7, login: 'octo', type: 'User', html_url: 'https://github.com/octo' },
}

/** A bot, as GraphQL and REST describe it: only REST has the suffix. */
export const bot = {
  graphql: { __typename: 'Bot', login: 'renovate', databaseId: 9, url: 'https://github.com/apps/renovate' },
  rest: { id: 9, login: 'renovate[bot]', type: 'Bot', html_url: 'https://github.com/apps/renovate' },
}

/** The stand-in for deleted accounts. */
export const ghost = {
  graphql: { __typename: 'User', login: 'ghost', databaseId: 10137, url: 'https://github.com/ghost' },
  rest: { id: 10137, login: 'ghost', type: 'User', html_url: 'https://github.com/ghost' },
}
