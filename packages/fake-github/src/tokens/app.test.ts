import { sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import { startFakeGithub } from '../start-fake-github.js'
import type { FakeApp } from './add-app.js'

describe('a GitHub App', () => {
  let github: FakeGithub
  let app: FakeApp
  let now = new Date('2026-01-01T00:00:00Z')
  beforeAll(async () => {
    github = await startFakeGithub({ now: () => now })
    const acme = github.addOrganization('acme')
    await acme.addRepository({ name: 'secret', isPrivate: true })
    app = github.addApp({ owner: 'acme', tokenLifetimeMs: 600_000 })
  })
  afterAll(() => github.close())

  const webToken = (seconds = 300, key = app.privateKey) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const issued = now.getTime() / 1000
    const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: app.appId, iat: issued, exp: issued + seconds })}`
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`
  }
  const post = async (path: string) => {
    const headers = { authorization: `Bearer ${webToken()}` }
    const response = await fetch(`${github.url}${path}`, { method: 'POST', headers })
    return { status: response.status, body: await response.json() }
  }

  it('finds its installation, and gets a token that ends', async () => {
    const installation = await createClient(github, webToken()).get('/orgs/acme/installation')
    expect(installation.body.id).toBe(app.installationId)
    const made = await post(`/app/installations/${app.installationId}/access_tokens`)
    expect(made).toMatchObject({ status: 201, body: { expires_at: '2026-01-01T00:10:00Z' } })
    const client = createClient(github, made.body.token)
    expect((await client.get('/repos/acme/secret')).status).toBe(200)
    now = new Date('2026-01-01T00:10:00Z')
    expect((await client.get('/repos/acme/secret')).status).toBe(401)
  })

  it('is refused with a web token that is too long, over, or signed by another', async () => {
    const other = github.addApp({ owner: 'acme' })
    for (const token of [webToken(3_600), webToken(-1), webToken(300, other.privateKey)]) {
      expect((await createClient(github, token).get('/app')).status).toBe(401)
    }
    expect((await createClient(github, webToken()).get('/app')).body.id).toBe(app.appId)
  })
})
