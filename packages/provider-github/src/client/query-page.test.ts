import { createPageSize } from '@data-import/http'
import { describe, expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'
import { queryPage } from './query-page.js'

const client = useGithubClient()
const query = `query repositories($first: Int!) {
  repositoryOwner(login: "acme") { repositories(first: $first) { nodes { name } } }
}`

/** Asks for a page; notes the sizes that were asked for. */
async function ask(size = createPageSize(100)) {
  const sizes: number[] = []
  const { github } = await client.open({ GITHUB_MAXIMUM_WAIT_MINUTES: '90' })
  const stop = client.github().faults.onRequest(({ body }) => void sizes.push(JSON.parse(body).variables.first))
  const answer = await queryPage(github, query, (first) => ({ first }), size).catch((error: unknown) => error)
  stop()
  return { answer, sizes, size }
}

describe('a page that GitHub cannot compute in time', () => {
  it('is halved until it can', async () => {
    client.github().faults.graphqlTimeout({ first: 12 })
    const { answer, sizes } = await ask()
    expect(answer).toHaveProperty('repositoryOwner')
    expect(sizes).toEqual([100, 50, 25, 12])
  })

  it('is halved down to one item and then given up', async () => {
    client.github().faults.graphqlTimeout({ first: 0 })
    const { answer, sizes } = await ask()
    expect(answer).toMatchObject({ status: 502 })
    expect(sizes).toEqual([100, 50, 25, 12, 6, 3, 1])
  })

  it('grows back when answers come', async () => {
    client.github().faults.graphqlTimeout({ first: 49, times: 2 })
    const { size } = await ask()
    const sizes: number[] = []
    for (let count = 0; count < 8; count++) sizes.push(...(await ask(size)).sizes)
    expect(sizes).toEqual([25, 25, 25, 50, 50, 50, 50, 100])
  })

  it('is halved when GitHub says with status 200 that something went wrong', async () => {
    const body = { data: null, errors: [{ message: 'Something went wrong while executing your query.' }] }
    client.github().faults.fail({ match: /graphql/, status: 200, body, times: 1 })
    expect((await ask()).sizes).toEqual([100, 50])
  })

  it('is halved when the answer has a hole that is about nothing else', async () => {
    const body = { data: { repositoryOwner: null }, errors: [{ message: 'Timeout on validation of query' }] }
    client.github().faults.fail({ match: /graphql/, status: 200, body, times: 1 })
    expect((await ask()).sizes).toEqual([100, 50])
  })
})

describe('a page is asked for again with the same size', () => {
  it('when the connection broke off', async () => {
    client.github().faults.fail({ match: /graphql/, kind: 'destroy', times: 3 })
    const { answer, sizes } = await ask()
    expect(answer).toHaveProperty('repositoryOwner')
    expect(sizes).toEqual([100, 100, 100, 100])
  })

  it('when the connection broke off, and becomes smaller only when it is too heavy after all', async () => {
    client.github().faults.fail({ match: /graphql/, kind: 'destroy', times: 1 })
    client.github().faults.graphqlTimeout({ first: 50 })
    const { answer, sizes } = await ask()
    expect(answer).toHaveProperty('repositoryOwner')
    expect(sizes.at(-1)).toBe(50)
  })

  it('when the network stays broken, and then given up', async () => {
    client.github().faults.fail({ match: /graphql/, kind: 'destroy' })
    const { answer, sizes } = await ask()
    expect(answer).toBeInstanceOf(Error)
    expect(new Set(sizes)).toEqual(new Set([100]))
    expect(sizes).toHaveLength(4)
  })

  it('after a limit', async () => {
    client.github().faults.graphqlRateLimited({ times: 1 })
    expect((await ask()).sizes).toEqual([100, 100])
    expect(client.waits).toEqual([3_601_000])
  })
})

it.each(['NOT_FOUND', 'FORBIDDEN'])('an answer %s is no question of size', async (type) => {
  const body = { data: { repositoryOwner: null }, errors: [{ type, message: 'Could not resolve to a Repository' }] }
  client.github().faults.fail({ match: /graphql/, status: 200, body })
  const { answer, sizes } = await ask()
  expect(answer).toMatchObject({ errors: [{ type }] })
  expect(sizes).toEqual([100])
})

it('a refused token is no question of size', async () => {
  client.github().faults.expiredToken()
  const { answer, sizes } = await ask()
  expect(answer).toMatchObject({ recovery: 'configure' })
  expect(sizes).toEqual([100])
})
