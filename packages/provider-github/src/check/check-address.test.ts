import { generateKeyPairSync } from 'node:crypto'
import { type FakeGithub, type FakeGithubOptions, startFakeGithub } from '@data-import/fake-github'
import { afterEach, describe, expect, it } from 'vitest'
import { createCheck } from './check.js'

const now = new Date('2026-06-01T12:00:00Z')
const check = createCheck({ now: () => now, monotonicMs: () => now.getTime(), retryBaseMs: 1 })
const { signal } = new AbortController()

let github: FakeGithub
afterEach(() => github.close())

async function start(options: FakeGithubOptions = {}) {
  github = await startFakeGithub({ now: () => now, ...options })
  const acme = github.addOrganization('acme')
  return { GITHUB_API_URL: github.url, GITHUB_ORG: 'acme', GITHUB_TOKEN: acme.token }
}

async function messagesOf(env: Record<string, string>): Promise<string[]> {
  const messages = (await check({ env, signal })).map(({ status, message }) => `${status}: ${message}`)
  for (const message of messages) expect(message).not.toMatch(/undefined|null|NaN|\[object/)
  return messages
}

/** The same with each kind of credentials. */
const credentials = [
  ['a token', {}],
  ['no token', { GITHUB_TOKEN: '' }],
  [
    'a GitHub App',
    {
      GITHUB_TOKEN: '',
      GITHUB_APP_ID: '7',
      GITHUB_APP_PRIVATE_KEY: generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    },
  ],
] as const

describe.each(credentials)('with %s, an address that is not the API is told as such', (_, given) => {
  it.each([
    ['a path below it', undefined, /is not the address of GitHub's REST API: it answered "not found" \(404\)/],
    ['a list to every question', { status: 200, body: [] }, /it answered something else \(200\)/],
    ['an object of its own', { status: 200, body: { hello: 'world' } }, /it answered something else \(200\)/],
    ['a page for people', { status: 200, kind: 'html' as const }, /answered with? ?a page for people \(200/],
    ['a page that nothing is there', { status: 404, kind: 'html' as const }, /a page for people \(404/],
  ])('%s', async (_what, fault, expected) => {
    const env = await start()
    if (fault) github.faults.fail({ match: /./, ...fault })
    const url = fault ? env.GITHUB_API_URL : `${env.GITHUB_API_URL}/wrong`
    const messages = await messagesOf({ ...env, ...given, GITHUB_API_URL: url })
    const errors = messages.filter((message) => message.startsWith('error'))
    expect(errors).toEqual([expect.stringMatching(expected)])
    expect(errors[0]).toContain('GITHUB_API_URL')
    expect(errors[0]).toContain('https://api.github.com, or https://HOST/api/v3')
  })
})

it('an Enterprise Server is recognised by what it says about limits, or about itself', async () => {
  const env = await start({ flavor: 'enterprise' })
  expect(await messagesOf(env)).toContain('ok: acme is an organisation')
  github.faults.fail({ match: /rate_limit/, status: 404, body: { message: 'Not Found' } })
  expect(await messagesOf(env)).toContain('ok: acme is an organisation')
  expect(await messagesOf({ ...env, GITHUB_API_URL: env.GITHUB_API_URL.replace('/api/v3', '') })).toEqual([
    expect.stringContaining('is not the address of GitHub'),
  ])
})

it('an account that comes in another form is no account', async () => {
  const env = await start()
  for (const body of [[], {}, { type: 'Organization' }]) {
    github.faults.restore()
    github.faults.fail({ match: /^GET \/(orgs|users)\/acme/, status: 200, body })
    expect((await messagesOf(env)).at(-1)).toMatch(/^error: The server answered 200 for the account acme, but not as/)
  }
})

it('single sign-on that only GraphQL demands is told in one sentence', async () => {
  const env = await start()
  const message = 'Resource protected by organization SAML enforcement. You must grant your token access.'
  const errors = [{ type: 'FORBIDDEN', message, path: ['repositoryOwner'], extensions: { saml_failure: true } }]
  github.faults.fail({ match: /graphql/, status: 200, body: { data: { repositoryOwner: null }, errors } })
  expect((await messagesOf(env)).at(-1)).toMatch(
    /^error: The organisation demands single sign-on .*authorise the token/,
  )
})
