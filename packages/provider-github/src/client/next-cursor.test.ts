import { TransientError } from '@data-import/core/provider'
import { expect, it } from 'vitest'
import { historyPages } from '../commit/commit-pages.js'
import { probeRepositories } from '../repository/probe-repositories.js'
import { useGithubClient } from '../testing/github-client.fixture.js'
import { changedPages } from '../walk/changed-pages.js'
import { nextCursor } from './next-cursor.js'

const client = useGithubClient()
const log = { debug() {}, info() {}, warn() {}, error() {} }
const goesOn = { totalCount: 200, pageInfo: { hasNextPage: true, endCursor: null }, nodes: [] }

it('is where the list continues, or null at its end', () => {
  expect(nextCursor({ hasNextPage: true, endCursor: 'b' }, 'a')).toBe('b')
  expect(nextCursor({ hasNextPage: false, endCursor: 'b' }, 'a')).toBeNull()
})

it('is no end that is invented, and no page that is asked for again and again', () => {
  expect(() => nextCursor({ hasNextPage: true, endCursor: null }, null)).toThrow(TransientError)
  expect(() => nextCursor({ hasNextPage: true, endCursor: 'a' }, 'a')).toThrow(TransientError)
})

const window = { since: null, until: null }
const lists = {
  'a history': {
    data: { node: { object: { history: goesOn } } },
    read: async () =>
      historyPages(
        (await client.open()).github,
        { nodeId: 'R_1' },
        {
          ...{ head: 'a'.repeat(40), after: null, ...window },
          firstPage: async () => null,
        },
      ),
  },
  'a list of what changed': {
    data: { node: { issues: goesOn } },
    read: async () =>
      changedPages<{ updatedAt: string }>(
        (await client.open()).github,
        {
          ...{ query: 'query issues($repository: ID!) { node(id: $repository) { id } }', repository: 'R_1' },
          ...{ after: null, itemsPerPage: 100 },
          connectionOf: (repository) => (repository as { issues: typeof goesOn }).issues,
          changedAt: ({ updatedAt }) => updatedAt,
        },
        { ...window, log },
      ),
  },
  'what is left of a list': {
    data: { node: { commits: goesOn } },
    read: async () =>
      (await client.open()).github.listPages<{ node: { commits: typeof goesOn } }>(
        'query moreCommits($cursor: String) { node(id: "PR_1") { id } }',
        {},
        ({ node }) => node.commits.pageInfo,
      ),
  },
  'the repositories': {
    data: { repositoryOwner: { __typename: 'Organization', repositories: goesOn } },
    read: async () =>
      probeRepositories((await client.open()).github, { owner: 'acme', ownerKind: 'organization' }, [], null, log),
  },
}

it.each(Object.entries(lists))('%s without a next cursor fails instead of ending', async (_, { data, read }) => {
  client.github().faults.fail({ match: /graphql/, status: 200, body: { data } })
  const pages = await read()
  const readAll = async () => {
    for await (const _ of pages);
  }
  await expect(readAll()).rejects.toThrow(/gives no cursor for its next page/)
})
