import { ConfigurationError, QuotaExhaustedError, TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'
import {
  emptyReasonOf,
  githubError,
  graphqlErrorsOf,
  hasAnswer,
  partialDataOf,
  statusOf,
  unavailableReasonOf,
} from './github-error.js'

const client = useGithubClient()
const query = 'query viewer { viewer { login } }'

/** The error that Octokit makes of an answer. */
async function errorOf(answer: { status: number; body?: unknown; headers?: Record<string, string> }): Promise<unknown> {
  client.github().faults.fail({ match: /./, ...answer })
  const { github } = await client.open()
  return github.get('/repos/acme/web').catch((error: unknown) => error)
}

async function queryErrorOf(body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
  client.github().faults.fail({ match: /./, status: 200, body, headers })
  const { github } = await client.open()
  return github.query(query, {}).catch((error: unknown) => error)
}

const documentation = { documentation_url: 'https://docs.github.com/rest' }

describe('an answer that another try does not change says that what was asked for is not to be had', () => {
  it.each([
    [
      '404',
      { status: 404, body: { message: 'Not Found', ...documentation } },
      'gone, or the token has no access to it (404)',
    ],
    [
      '410',
      { status: 410, body: { message: 'Issues are disabled for this repo' } },
      'the feature is switched off (410)',
    ],
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
      'no access (403): Must have admin rights; the token needs repo',
    ],
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

it('an empty repository is proven to have nothing', async () => {
  const error = await errorOf({ status: 409, body: { message: 'Git Repository is empty.' } })
  expect([emptyReasonOf(error), unavailableReasonOf(error)]).toEqual(['the repository is empty', undefined])
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

  it('what is no answer at all', () => {
    expect(unavailableReasonOf(new Error('bug'))).toBeUndefined()
    expect(unavailableReasonOf('text')).toBeUndefined()
    expect(statusOf(null)).toBeUndefined()
  })
})

describe('an error says how to recover', () => {
  it.each([
    [403, { message: 'No' }, ConfigurationError, 'doing it: no access (403): No'],
    [404, { message: 'Not Found' }, ConfigurationError, 'doing it: gone, or the token has no access to it (404)'],
    [409, { message: 'Conflict' }, TransientError, 'GitHub answered 409 (doing it): Conflict'],
    [
      422,
      { message: 'Bad', errors: [{ code: 'x' }] },
      TransientError,
      'GitHub answered 422 (doing it): Bad: {"code":"x"}',
    ],
    [451, { message: 'Blocked' }, ConfigurationError, 'doing it: blocked by GitHub (451): Blocked'],
    [500, { message: 'Server Error' }, TransientError, 'GitHub gave no usable answer (doing it): Server Error'],
    [503, '', TransientError, 'GitHub gave no usable answer (doing it): '],
  ] as const)('%i', async (status, body, kind, message) => {
    const error = await errorOf({ status, body })
    const named = githubError(error, 'doing it')
    expect(named).toBeInstanceOf(kind)
    expect(named).toMatchObject({ message, cause: error })
  })

  it('a refused token is told as such by the connection', async () => {
    const error = await errorOf({ status: 401, body: { message: 'Bad credentials' } })
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ message: expect.stringContaining('refused GITHUB_TOKEN (401)') })
    expect(githubError(error, 'doing it')).toBe(error)
  })

  it('a page of a proxy is told in a few words', async () => {
    client.github().faults.fail({ match: /./, kind: 'html', status: 502 })
    const { github } = await client.open()
    const error = await github.get('/orgs/acme').catch((reason: unknown) => reason)
    expect(githubError(error, 'doing it')).toMatchObject({
      message: 'GitHub gave no usable answer (doing it): 502 Bad Gateway',
    })
    const long = await errorOf({ status: 500, body: `<style>a{}</style><p>${'long '.repeat(1_000)}` })
    expect(String(githubError(long, 'doing it')).length).toBeLessThan(300)
  })

  it('the network that failed is a passing fault', async () => {
    client.github().faults.fail({ match: /./, kind: 'destroy' })
    const { github } = await client.open()
    const error = await github.get('/orgs/acme').catch((reason: unknown) => reason)
    expect(hasAnswer(error)).toBe(false)
    expect(githubError(error, 'doing it')).toBeInstanceOf(TransientError)
  })

  it('errors of core and of the code stay as they are, also inside another', () => {
    const quota = new QuotaExhaustedError('later')
    expect(githubError(quota, 'doing it')).toBe(quota)
    expect(githubError(new Error('wrapped', { cause: quota }), 'doing it')).toBe(quota)
    const bug = new TypeError('bug')
    expect(githubError(bug, 'doing it')).toBe(bug)
    expect(githubError('text', 'doing it')).toBe('text')
  })
})

it('what came beside the errors of a query is there', async () => {
  const data = { repositoryOwner: { repositories: { nodes: [] } } }
  const errors = [{ type: 'FORBIDDEN', message: 'no', path: ['repositoryOwner', 0] }, 'nonsense']
  const error = await queryErrorOf({ data, errors })
  expect(partialDataOf(error)).toEqual(data)
  expect(graphqlErrorsOf(error)).toEqual([errors[0]])
  expect(partialDataOf(new Error('none'))).toBeUndefined()
})

it('no message holds the token', async () => {
  const { token } = client.acme()
  for (const status of [400, 401, 403, 404, 409, 410, 422, 451, 500]) {
    client.github().faults.restore()
    const { github } = await client.open()
    client.github().faults.fail({ match: /./, status, body: { message: `no ${status}` } })
    const error = githubError(await github.get('/orgs/acme').catch((one: unknown) => one), 'doing it') as Error
    expect(error.message).not.toContain(token)
    expect(JSON.stringify(error)).not.toContain(token)
  }
})
