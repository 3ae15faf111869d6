import { ConfigurationError } from '@data-import/core/provider'
import { createGuardedFetch } from '@data-import/http'
import { describe, expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'

const client = useGithubClient()
const addressName = 'GITHUB_API_URL'
const headers = () => ({ authorization: `Bearer ${client.acme().token}`, 'user-agent': 'test' })

describe('the token stays on the configured origin', () => {
  it('when a next link leads to another one', async () => {
    for (const name of ['a', 'b']) await client.acme().addRepository({ name })
    client.github().faults.foreignNextLink()
    const { github } = await client.open()
    const pages = github.pages('/orgs/acme/repos?per_page=1')
    const read = async () => {
      for await (const _ of pages);
    }
    const error = await read().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ message: expect.stringContaining('Is GITHUB_API_URL right?') })
    expect(client.github().traffic.foreignAuthorizations).toEqual([])
    expect(client.github().traffic.log).toHaveLength(1)
  })

  it('when a redirect leads to another one, which is not asked again', async () => {
    client.github().faults.foreignRedirect()
    const { github } = await client.open()
    await expect(github.get('/orgs/acme')).rejects.toBeInstanceOf(ConfigurationError)
    expect(client.github().traffic.foreignAuthorizations).toEqual([])
    expect(client.github().traffic.log).toHaveLength(1)
  })

  it('when a query is redirected to another one', async () => {
    client.github().faults.foreignRedirect()
    const { github } = await client.open()
    await expect(github.query('query viewer { viewer { login } }', {})).rejects.toBeInstanceOf(ConfigurationError)
    expect(client.github().traffic.foreignAuthorizations).toEqual([])
  })

  it('when whoever calls it names another one', async () => {
    const guarded = createGuardedFetch({ baseUrl: client.github().url, addressName })
    const { otherOrigin, foreignAuthorizations } = client.github().traffic
    await expect(guarded(`${otherOrigin}/`, { headers: headers() })).rejects.toBeInstanceOf(ConfigurationError)
    await expect(guarded(new Request(`${otherOrigin}/`, { headers: headers() }))).rejects.toThrow(otherOrigin)
    expect(foreignAuthorizations).toEqual([])
  })
})

describe('on the configured origin', () => {
  it('redirects are followed, with the token', async () => {
    const repository = await client.acme().addRepository({ name: 'old', isPrivate: true })
    repository.rename('new')
    const { github } = await client.open()
    const answer = await github.get<{ full_name: string }>('/repos/acme/old')
    expect(answer).toMatchObject({ isModified: true, body: { full_name: 'acme/new' } })
    expect(client.github().traffic.log.map(({ status }) => status)).toEqual([301, 200])
  })

  it('redirects in a circle end', async () => {
    const location = `${client.github().url}/orgs/acme`
    client.github().faults.fail({ match: /./, status: 302, body: '', headers: { location } })
    const guarded = createGuardedFetch({ baseUrl: client.github().url, addressName })
    await expect(guarded(location, { headers: headers() })).rejects.toThrow('redirects in circles')
    expect(client.github().traffic.log).toHaveLength(4)
  })

  it('a redirect without an address is an answer', async () => {
    client.github().faults.fail({ match: /./, status: 302, body: '' })
    const guarded = createGuardedFetch({ baseUrl: client.github().url, addressName })
    expect((await guarded(`${client.github().url}/orgs/acme`, { headers: headers() })).status).toBe(302)
  })
})

it('a cancelled run ends it under a name that Octokit does not ask again for', async () => {
  client.github().faults.fail({ match: /./, kind: 'hang' })
  const stop = new AbortController()
  client.github().faults.onRequest(() => stop.abort(new Error('The pass was stopped.')))
  const guarded = createGuardedFetch({ baseUrl: client.github().url, addressName })
  const asked = guarded(`${client.github().url}/orgs/acme`, { headers: headers(), signal: stop.signal })
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
})
