import { ConfigurationError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'
import { statusOf } from './answer-of-error.js'
import { githubError } from './github-error.js'
import { nothingReasonOf, unavailableReasonOf } from './refusal.js'

const client = useGithubClient()

/** The error that Octokit makes of an answer. */
async function errorOf(answer: { status: number; body?: unknown; headers?: Record<string, string> }): Promise<unknown> {
  client.github().faults.fail({ match: /./, ...answer })
  const { github } = await client.open()
  return github.get('/repos/acme/web').catch((error: unknown) => error)
}

async function queryErrorOf(body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  client.github().faults.fail({ match: /./, status: 200, body, headers })
  const { github } = await client.open()
  return github.query('query viewer { viewer { login } }', {}).catch((error: unknown) => error)
}

const documentation = { documentation_url: 'https://docs.github.com/rest' }

describe('an answer that proves that there is nothing', () => {
  it.each([
    ['409 of an empty repository', 409, 'Git Repository is empty.', 'the repository is empty'],
    ['410 of what is switched off', 410, 'Issues are disabled for this repo', 'the feature is switched off (410)'],
  ])('%s', async (_, status, message, reason) => {
    const error = await errorOf({ status, body: { message } })
    expect(nothingReasonOf(error)).toBe(reason)
    expect(unavailableReasonOf(error)).toBeUndefined()
    expect(client.github().traffic.log).toHaveLength(1)
  })

  it.each([[404], [403], [410], [451], [409], [500]])('is not %i with another word', async (status) => {
    expect(nothingReasonOf(await errorOf({ status, body: { message: 'No' } }))).toBeUndefined()
  })
})

describe('an answer that another try does not change says why something is not available', () => {
  it.each([
    [
      '404',
      { status: 404, body: { message: 'Not Found', ...documentation } },
      'gone, or the token has no access to it (404)',
    ],
    ['410', { status: 410, body: { message: 'Gone' } }, 'gone (410): Gone'],
    [
      '451',
      { status: 451, body: { message: 'Repository access blocked', block: { reason: 'dmca' }, ...documentation } },
      'blocked by GitHub (451): Repository access blocked',
    ],
    [
      '403 with the permission that lacks',
      {
        status: 403,
        body: { message: 'Resource not accessible by personal access token', ...documentation },
        headers: { 'x-accepted-github-permissions': 'issues=read' },
      },
      'no access (403): Resource not accessible by personal access token; the token needs issues=read',
    ],
    [
      '403 with the scope that lacks',
      { status: 403, body: { message: 'Must have admin rights' }, headers: { 'x-accepted-oauth-scopes': 'repo' } },
      'no access (403): Must have admin rights; the token has the scope for it (repo), so something else keeps it out: ask an owner of the organisation',
    ],
    [
      '403 with a scope that the token lacks, and those it has',
      {
        status: 403,
        body: { message: 'Must have admin rights' },
        headers: { 'x-accepted-oauth-scopes': 'repo, admin:org', 'x-oauth-scopes': 'read:org, gist' },
      },
      'no access (403): Must have admin rights; the token needs repo or admin:org, and has read:org, gist',
    ],
    [
      '403 although the token has the scope, with where GitHub explains it',
      {
        status: 403,
        body: {
          message: 'The organization has an IP allow list enabled',
          documentation_url: 'https://docs.github.com/articles/ip-allow-list',
        },
        headers: { 'x-accepted-oauth-scopes': 'repo', 'x-oauth-scopes': 'repo, read:org' },
      },
      'no access (403): The organization has an IP allow list enabled; the token has the scope for it (repo), so something else keeps it out: ask an owner of the organisation (https://docs.github.com/articles/ip-allow-list)',
    ],
    [
      '403 although the token has a scope that includes the one',
      {
        status: 403,
        body: { message: 'No' },
        headers: { 'x-accepted-oauth-scopes': 'read:org', 'x-oauth-scopes': 'admin:org' },
      },
      'no access (403): No; the token has the scope for it (read:org), so something else keeps it out: ask an owner of the organisation',
    ],
    ['403 without a word', { status: 403, body: {} }, 'no access (403)'],
    [
      '403 of a disabled repository',
      { status: 403, body: { message: 'Repository access disabled. Please contact support.' } },
      'no access (403): Repository access disabled. Please contact support.',
    ],
  ])('%s', async (_, answer, reason) => {
    expect(unavailableReasonOf(await errorOf(answer))).toBe(reason)
    expect(client.github().traffic.log).toHaveLength(1)
  })

  it('NOT_FOUND of GraphQL', async () => {
    const error = await queryErrorOf({ data: { node: null }, errors: [{ type: 'NOT_FOUND', message: 'no node' }] })
    expect(unavailableReasonOf(error)).toBe('gone, or the token has no access to it (404)')
  })

  it('FORBIDDEN of GraphQL, with what lacks', async () => {
    const errors = [{ message: 'other' }, { type: 'FORBIDDEN', message: 'Resource not accessible by integration' }]
    const error = await queryErrorOf({ data: null, errors }, { 'x-accepted-github-permissions': 'contents=read' })
    expect(unavailableReasonOf(error)).toBe(
      'no access (403): Resource not accessible by integration; the token needs contents=read',
    )
  })
})

describe('an answer that somebody has to act on is none', () => {
  it.each([
    ['a refused token', { status: 401, body: { message: 'Bad credentials' } }],
    ['another conflict', { status: 409, body: { message: 'Conflict' } }],
    ['a wrong question', { status: 422, body: { message: 'Validation Failed' } }],
    ['a failing server', { status: 500 }],
  ])('%s', async (_, answer) => {
    expect(unavailableReasonOf(await errorOf(answer))).toBeUndefined()
  })

  it('single sign-on, which holds for all repositories', async () => {
    client.github().faults.singleSignOn()
    const { github } = await client.open()
    const error = await github.get('/orgs/acme').catch((reason: unknown) => reason)
    expect(unavailableReasonOf(error)).toBeUndefined()
    const named = githubError(error, 'issues of acme/web')
    expect(named).toBeInstanceOf(ConfigurationError)
    expect(String(named)).toContain('single sign-on (issues of acme/web)')
    expect(String(named)).not.toContain('authorization_request')
  })

  it('single sign-on in the words of GraphQL, which come with status 200', async () => {
    const message = 'Resource protected by organization SAML enforcement. You must grant your token access.'
    for (const more of [{ extensions: { saml_failure: true } }, {}]) {
      client.github().faults.restore()
      const error = await queryErrorOf({ data: { a: null }, errors: [{ type: 'FORBIDDEN', message, ...more }] })
      expect(unavailableReasonOf(error)).toBeUndefined()
      expect(String(githubError(error, 'repository of acme'))).toMatch(
        /^ConfigurationError: The organisation demands single sign-on \(repository of acme\): authorise the token/,
      )
    }
  })

  it('a page for people, which is not GitHub', async () => {
    for (const status of [403, 404, 410, 451]) {
      client.github().faults.restore()
      const error = await errorOf({ status, body: '<html>no</html>', headers: { 'content-type': 'text/html' } })
      expect(unavailableReasonOf(error)).toBeUndefined()
      expect(nothingReasonOf(error)).toBeUndefined()
    }
  })

  it('what is no answer at all', () => {
    expect(unavailableReasonOf(new Error('bug'))).toBeUndefined()
    expect(unavailableReasonOf('text')).toBeUndefined()
    expect(statusOf(null)).toBeUndefined()
  })
})
