import { ConfigurationError } from '@data-import/core/provider'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readSettings } from '../settings.js'
import { useGithubClient } from '../testing/github-client.fixture.js'
import { connectionName } from './connection.js'

const client = useGithubClient()
/** An App signs with the machine's time, so that is GitHub's here. */
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: client.now() }))
afterEach(() => vi.useRealTimers())

function settingsOf(app: { appId: number; privateKey: string }) {
  return { GITHUB_TOKEN: '', GITHUB_APP_ID: String(app.appId), GITHUB_APP_PRIVATE_KEY: app.privateKey }
}
const later = (milliseconds: number) => {
  client.later(milliseconds)
  vi.setSystemTime(client.now())
}
const routes = () => client.github().traffic.log.map(({ method, path }) => `${method} ${path}`)

describe('a GitHub App', () => {
  it('finds its installation by the owner, and sees what is private there', async () => {
    const app = client.github().addApp({ owner: 'acme' })
    await client.acme().addRepository({ name: 'secret', isPrivate: true })
    const { github } = await client.open(settingsOf(app))
    expect(await github.get('/repos/acme/secret')).toMatchObject({ body: { name: 'secret' } })
    expect(routes()).toEqual([
      'GET /orgs/acme/installation',
      `POST /app/installations/${app.installationId}/access_tokens`,
      'GET /repos/acme/secret',
    ])
  })

  it('of a user is found at the user', async () => {
    client.github().addUser('jo')
    const app = client.github().addApp({ owner: 'jo' })
    const { github } = await client.open({ ...settingsOf(app), GITHUB_ORG: '', GITHUB_USER: 'jo' })
    await github.get('/users/jo')
    expect(routes()[0]).toBe('GET /users/jo/installation')
  })

  it('is not looked for where the installation is given', async () => {
    const app = client.github().addApp({ owner: 'acme' })
    const given = { ...settingsOf(app), GITHUB_APP_INSTALLATION_ID: String(app.installationId) }
    const { github } = await client.open(given)
    await github.query('query viewer { repositoryOwner(login: "acme") { login } }', {})
    expect(routes()).toEqual([`POST /app/installations/${app.installationId}/access_tokens`, 'POST /graphql'])
  })

  it('renews its token before it expires in the middle of a run', async () => {
    const app = client.github().addApp({ owner: 'acme' })
    const { github } = await client.open(settingsOf(app))
    for (let minutes = 0; minutes < 180; minutes += 29) {
      await github.get('/orgs/acme')
      later(29 * 60_000)
    }
    expect(routes().filter((route) => route.endsWith('/access_tokens'))).toHaveLength(3)
    expect(client.github().traffic.log.filter(({ status }) => status === 401)).toEqual([])
  })

  it('asks for one token, though many requests begin at once', async () => {
    const app = client.github().addApp({ owner: 'acme' })
    const { github } = await client.open(settingsOf(app))
    await Promise.all(Array.from({ length: 12 }, () => github.get('/orgs/acme')))
    expect(routes().filter((route) => route.endsWith('/access_tokens'))).toHaveLength(1)
    expect(client.github().traffic.maximumConcurrent).toBeLessThanOrEqual(4)
  })

  it('that is not installed there says so', async () => {
    client.github().addOrganization('other')
    const app = client.github().addApp({ owner: 'other' })
    const error = await client.open(settingsOf(app)).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ message: expect.stringContaining('is not installed at acme') })
  })

  it('has a token for each owner: one data source does not see through the other', async () => {
    client.github().addOrganization('other')
    const app = client.github().addApp({ owner: 'acme' })
    await client.open(settingsOf(app))
    const opening = client.open({ ...settingsOf(app), GITHUB_ORG: 'other' })
    await expect(opening).rejects.toThrow('is not installed at other')
  })

  it('with a key of another App is refused, and no message shows the key', async () => {
    const app = client.github().addApp({ owner: 'acme' })
    const other = client.github().addApp({ owner: 'acme' })
    const error = await client.open(settingsOf({ ...app, privateKey: other.privateKey })).catch((one: unknown) => one)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(String(error)).not.toContain('PRIVATE KEY')
  })

  it('whose token is asked for elsewhere sends nothing there', async () => {
    const app = client.github().addApp({ owner: 'acme' })
    client.github().faults.foreignRedirect({ match: /access_tokens/ })
    const { github } = await client.open(settingsOf(app))
    await expect(github.get('/orgs/acme')).rejects.toThrow('stay on GITHUB_API_URL')
    expect(client.github().traffic.foreignAuthorizations).toEqual([])
  })
})

it('without a token only public data is there, within 60 requests', async () => {
  await client.acme().addRepository({ name: 'public' })
  await client.acme().addRepository({ name: 'secret', isPrivate: true })
  const { github, settings } = await client.open({ GITHUB_TOKEN: '' })
  expect(settings.credentials).toEqual({ kind: 'anonymous' })
  expect(await github.get('/orgs/acme/repos')).toMatchObject({ body: [{ name: 'public' }] })
  await expect(github.get('/repos/acme/secret')).rejects.toMatchObject({ status: 404 })
})

it('a connection is shared by what has the same token, and its name shows nothing of it', () => {
  const name = (env: Record<string, string>) => connectionName(readSettings({ GITHUB_ORG: 'acme', ...env }))
  expect(name({ GITHUB_TOKEN: 'ghp_one' })).toBe(name({ GITHUB_TOKEN: 'ghp_one', GITHUB_ORG: 'other' }))
  expect(name({ GITHUB_TOKEN: 'ghp_one' })).toBe(name({ GITHUB_TOKEN: 'ghp_one', GITHUB_MAXIMUM_WAIT_MINUTES: '1' }))
  expect(name({ GITHUB_TOKEN: 'ghp_one' })).not.toBe(name({ GITHUB_TOKEN: 'ghp_two' }))
  expect(name({ GITHUB_TOKEN: 'ghp_one' })).not.toBe(
    name({ GITHUB_TOKEN: 'ghp_one', GITHUB_API_URL: 'https://a.example' }),
  )
  expect(name({ GITHUB_TOKEN: 'ghp_one' })).toMatch(/^[0-9a-f]{64}$/)
})
