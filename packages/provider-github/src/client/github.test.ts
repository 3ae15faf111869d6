import { TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'
import { describeUsage } from './usage.js'

const client = useGithubClient()

describe('requests', () => {
  it('follow the next links to the end', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await client.acme().addRepository({ name })
    const { github } = await client.open()
    const names: string[] = []
    for await (const page of github.pages<{ name: string }>('/orgs/acme/repos?per_page=2&sort=created&direction=asc')) {
      names.push(...page.map(({ name }) => name))
    }
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(github.usage).toEqual({ requests: 3, notModified: 0, points: 0 })
  })

  it('are counted, and those apart that cost nothing because nothing has changed', async () => {
    const { github } = await client.open()
    const first = await github.get('/orgs/acme')
    const etag = first.isModified ? first.etag : null
    expect(etag).not.toBeNull()
    expect(await github.get('/orgs/acme', etag)).toEqual({ isModified: false })
    expect(github.usage).toEqual({ requests: 1, notModified: 1, points: 0 })
    expect(client.github().traffic).toMatchObject({ requests: 1, notModified: 1 })
    expect(describeUsage(github.usage)).toBe('1 request, 1 more answered "not modified", which are free')
  })

  it('are counted for the run that asks, though runs share a connection', async () => {
    const { github: one } = await client.open()
    const { github: other } = await client.open()
    await one.get('/orgs/acme')
    await one.query('query cost { rateLimit { cost } viewer { login } }', {})
    expect(one.usage).toEqual({ requests: 2, notModified: 0, points: 1 })
    expect(other.usage).toEqual({ requests: 0, notModified: 0, points: 0 })
    expect(describeUsage(one.usage)).toBe('2 requests, 1 point of the GraphQL quota')
  })

  it('are repeated after failures of the server, each of which counts', async () => {
    client.github().faults.fail({ match: /orgs\/acme$/, status: 502, times: 3 })
    const { github } = await client.open()
    expect(await github.get('/orgs/acme')).toMatchObject({ body: { login: 'acme' } })
    expect(github.usage.requests).toBe(4)
  })

  it('are repeated three times and no more', async () => {
    client.github().faults.fail({ match: /orgs\/acme$/, status: 503 })
    const { github } = await client.open()
    await expect(github.get('/orgs/acme')).rejects.toMatchObject({ status: 503 })
    expect(client.github().traffic.log).toHaveLength(4)
  })

  it('are repeated when the connection broke off', async () => {
    client.github().faults.fail({ match: /./, kind: 'destroy', times: 2 })
    const { github } = await client.open()
    expect(await github.get('/orgs/acme')).toMatchObject({ isModified: true })
    expect(await github.query('query viewer { viewer { login } }', {})).toHaveProperty('viewer')
    client.github().faults.fail({ match: /graphql/, kind: 'destroy', times: 2 })
    expect(await github.query('query viewer { viewer { login } }', {})).toHaveProperty('viewer')
  })

  it.each(['truncate', 'html'] as const)('are repeated when the answer is no JSON (%s)', async (kind) => {
    client.github().faults.fail({ match: /./, kind, status: 200, times: 2 })
    const { github } = await client.open()
    expect(await github.get('/orgs/acme')).toMatchObject({ body: { login: 'acme' } })
    client.github().faults.fail({ match: /./, kind, status: 200, times: 2 })
    expect(await github.query('query viewer { viewer { login } }', {})).toHaveProperty('viewer')
  })

  it('end as a passing fault when no answer is JSON', async () => {
    client.github().faults.fail({ match: /./, kind: 'truncate' })
    const { github } = await client.open()
    const error = await github.get('/orgs/acme').catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({ message: "GitHub's answer to /orgs/acme was no JSON." })
    await expect(github.query('query viewer { viewer { login } }', {})).rejects.toBeInstanceOf(TransientError)
  })

  it.each([
    ['of an empty repository', 409, 'empty/commits'],
    ['of what is not there', 404, 'missing/commits'],
  ])('are not repeated for the answer %s', async (_, status, path) => {
    await client.acme().addRepository({ name: 'empty' })
    const { github } = await client.open()
    await expect(github.get(`/repos/acme/${path}`)).rejects.toMatchObject({ status })
    expect(client.github().traffic.log).toHaveLength(1)
  })

  it('have an empty body where there is nothing to say', async () => {
    await client.acme().addRepository({ name: 'empty' })
    const { github } = await client.open()
    expect(await github.get('/repos/acme/empty/contributors')).toMatchObject({ isModified: true, next: null })
  })

  it('end with the reason of the run when it is cancelled', async () => {
    const stop = new AbortController()
    client.github().faults.fail({ match: /./, kind: 'hang' })
    client.github().faults.onRequest(() => stop.abort(new Error('The pass was stopped.')))
    const { github } = await client.open({}, { signal: stop.signal })
    await expect(github.get('/orgs/acme')).rejects.toThrow('The pass was stopped.')
    await expect(github.query('query viewer { viewer { login } }', {})).rejects.toThrow('The pass was stopped.')
    expect(client.github().traffic.log).toHaveLength(1)
  })

  it('tell the time of GitHub', async () => {
    const { github } = await client.open()
    expect(github.now()).toBeNull()
    await github.get('/orgs/acme')
    expect(github.now()).toEqual(new Date('2026-06-01T12:00:00Z'))
  })
})
