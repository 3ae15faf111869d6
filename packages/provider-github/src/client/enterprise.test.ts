import { expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'

const client = useGithubClient({ flavor: 'enterprise' })

it('REST is asked below /api/v3 and GraphQL at /api/graphql', async () => {
  for (const name of ['a', 'b']) await client.acme().addRepository({ name })
  expect(client.github().url).toMatch(/\/api\/v3$/)
  const { github } = await client.open()
  const pages: unknown[] = []
  for await (const page of github.pages('/orgs/acme/repos?per_page=1')) pages.push(page)
  expect(pages).toHaveLength(2)
  expect(await github.query('query viewer { viewer { login } }', {})).toHaveProperty('viewer')
})

it('an API without limits tells no cost, and waits for nothing', async () => {
  const { github } = await client.open()
  expect(await github.query('query cost { rateLimit { cost } viewer { login } }', {})).toMatchObject({
    rateLimit: null,
  })
  expect(github.usage).toEqual({ requests: 1, notModified: 0, points: 0 })
  expect(client.waits).toEqual([])
})

it('the limit that an administrator has set for GraphQL is waited for', async () => {
  client.github().faults.graphqlRateLimited({ times: 1 })
  const { github } = await client.open()
  expect(await github.query('query viewer { viewer { login } }', {})).toHaveProperty('viewer')
  expect(client.waits).toEqual([60_000])
})

it('is asked as fast as it answers', async () => {
  const { github } = await client.open()
  await Promise.all(Array.from({ length: 900 }, () => github.get('/meta').catch(() => undefined)))
  expect(client.waits).toEqual([])
})
