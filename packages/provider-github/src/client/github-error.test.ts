import { ConfigurationError, QuotaExhaustedError, TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useGithubClient } from '../testing/github-client.fixture.js'
import { graphqlErrorsOf, hasAnswer, partialDataOf } from './answer-of-error.js'
import { githubError } from './github-error.js'

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

async function queryErrorOf404(): Promise<unknown> {
  client.github().faults.fail({ match: /./, status: 404, body: { message: 'Not Found' } })
  const { github } = await client.open()
  return github.query(query, {}).catch((error: unknown) => error)
}

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
    [503, '', TransientError, 'GitHub gave no usable answer (doing it): status 503 and no word'],
    [400, {}, TransientError, 'GitHub answered 400 (doing it)'],
    [410, { message: 'Gone' }, ConfigurationError, 'doing it: gone (410): Gone'],
    [409, { message: 'Git Repository is empty.' }, ConfigurationError, 'doing it: the repository is empty'],
    [
      422,
      { message: 'Bad', errors: ['one', { message: 'two' }] },
      TransientError,
      'GitHub answered 422 (doing it): Bad: one, two',
    ],
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
    expect(String(githubError(error, 'doing it'))).toMatch(/: 127\.0\.0\.1:\d+ gave no answer \(doing it\): /)
  })

  it('a page for people in place of an answer is about the address or the token, whatever its status', async () => {
    for (const status of [200, 302, 403, 404, 418]) {
      client.github().faults.restore()
      client.github().faults.fail({ match: /./, kind: 'html', status })
      const { github } = await client.open()
      const rest = githubError(await github.get('/orgs/acme').catch((one: unknown) => one), 'doing it')
      expect(rest).toBeInstanceOf(ConfigurationError)
      expect(String(rest)).toMatch(/answered with a page for people \(\d+, .*\): is the token right/)
      const answer = githubError(await github.query(query, {}).catch((one: unknown) => one), 'doing it')
      expect(String(answer)).toContain('answered with a page for people')
    }
  })

  it.each([[[]], [{}], [{ message: 'hello' }]])(
    'a server that answers queries with %j is another API',
    async (body) => {
      expect(String(githubError(await queryErrorOf(body), 'doing it'))).toMatch(
        /^ConfigurationError: 127\.0\.0\.1:\d+ answers queries at \/graphql, but not as GitHub's GraphQL API does/,
      )
    },
  )

  it('errors of a query that say nothing are told without a hole', async () => {
    for (const errors of [[], [{}], [{ message: null }]]) {
      client.github().faults.restore()
      const error = githubError(await queryErrorOf({ data: null, errors }), 'doing it')
      expect(String(error)).toBe('TransientError: GitHub could not answer a query (doing it): status 200 and no word')
    }
  })

  it('an API that is not there is told apart from a repository that is gone', async () => {
    const error = githubError(await queryErrorOf404(), 'doing it')
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(String(error)).toContain('has no GraphQL API at /graphql (404, doing it): is GITHUB_API_URL right?')
  })

  it('an answer without what was asked for is told as such', async () => {
    const bug = await Promise.resolve()
      .then(() => (undefined as unknown as { nodes: [] }).nodes)
      .catch((one: unknown) => one)
    expect(String(githubError(bug, 'doing it'))).toMatch(
      /An answer of GitHub's lacks what its API promises \(doing it\)/,
    )
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
