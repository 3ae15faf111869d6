import { type FakeGithub, type FakeGithubOptions, populate, startFakeGithub } from '@data-import/fake-github'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { actions, contents, deployments, issues, pullRequests } from '../permission.js'
import { createCheck } from './check.js'
import { namesOf, requestsWithoutToken, trueCounts } from './true-counts.fixture.js'

const now = new Date('2026-06-01T12:00:00Z')
const clock = { now: () => now, monotonicMs: () => now.getTime(), retryBaseMs: 1 }
const check = createCheck(clock)
const { signal } = new AbortController()

let github: FakeGithub

afterEach(() => {
  vi.useRealTimers()
  return github.close()
})

async function start(options: FakeGithubOptions = {}) {
  github = await startFakeGithub({ now: () => now, ...options })
  const acme = github.addOrganization('acme')
  return { acme, env: { GITHUB_API_URL: github.url, GITHUB_ORG: 'acme', GITHUB_TOKEN: acme.token } }
}

async function messagesOf(env: Record<string, string>): Promise<string[]> {
  return (await check({ env, signal })).map(({ status, message }) => `${status}: ${message}`)
}

describe('a check of a good token', () => {
  it('says what the token is, what is left, what would be imported and what that costs, in at most 20 requests', async () => {
    const { acme, env } = await start()
    await populate(acme, { repositories: 3, seed: 1, commitsOfLargest: 450 })
    const counts = await trueCounts(acme)
    const requests = 'between \\d+ and \\d+ requests, about \\d+ points of GraphQL and about 1 minute, by estimate'
    expect(counts).toMatch(/^503 commits, /)
    const runs =
      'about 33 workflow runs since 2026-03-03, whose jobs take a query for fifty runs, or a request for each run that has to be read alone'
    expect(await messagesOf(env)).toEqual([
      'ok: GITHUB_TOKEN is a classic token, scopes repo, read:org, read:user',
      'ok: acme is an organisation',
      'ok: Left: 5,000 of 5,000 requests until 13:00 UTC; 5,000 of 5,000 points of GraphQL until 13:00 UTC',
      'ok: 8 repositories of acme seen (1 private); all are imported',
      expect.stringMatching(new RegExp(`^ok: The first import takes ${requests}: ${counts}; ${runs}$`)),
    ])
    expect(github.traffic.rest + github.traffic.graphql).toBeLessThanOrEqual(20)
  })

  it('says where runs were counted, and between how many the import then takes', async () => {
    const { acme, env } = await start()
    for (let number = 0; number < 14; number++) {
      const repository = await acme.addRepository({ name: `r${number}`, commits: 14 - number })
      if (number === 0) for (let run = 0; run < 5; run++) await repository.startRun()
      // What a schedule starts goes with no commits, so nobody knows of it beforehand.
      if (number === 13) for (let run = 0; run < 4; run++) await repository.startRun({ event: 'schedule' })
    }
    const message = (await messagesOf(env)).at(-1) ?? ''
    expect(message).toContain(
      'between 5 and 35 workflow runs since 2026-03-03, whose jobs take a query for fifty runs, or a request for each run that has to be read alone: they were counted in 8 of 14 repositories only',
    )
    const [least = 0, most = 0] = (/between (\d+) and (\d+) requests/.exec(message) ?? []).slice(1).map(Number)
    // A look for runs in each, at most the jobs of each run, and the workflows of each that has some.
    expect([least, most]).toEqual([14 + 1, 14 + 5 + 1 + 6 * (5 + 1)])
    expect(github.traffic.rest + github.traffic.graphql).toBeLessThanOrEqual(20)
  })

  it('asks only of the repositories that the patterns want', async () => {
    const { acme, env } = await start()
    for (const name of ['api', 'web', 'old']) await acme.addRepository({ name, commits: 3 })
    const messages = await messagesOf({ ...env, GITHUB_INCLUDE: 'api web' })
    expect(messages.at(-2)).toBe(
      'ok: 3 repositories of acme seen (none of them private, or none that the token may see); 2 are imported',
    )
    expect(messages.at(-1)).toContain('6 commits')
    expect(await messagesOf({ ...env, GITHUB_INCLUDE: 'nothing' })).toContain(
      'warning: 3 repositories of acme seen, but none is wanted: correct GITHUB_INCLUDE and GITHUB_EXCLUDE.',
    )
  })

  it('says that the quota is less than the first import needs, and what happens then', async () => {
    const { acme, env } = await start()
    const web = await acme.addRepository({ name: 'web', commits: 3 })
    for (let run = 0; run < 15; run++) await web.startRun()
    github.limits.set(acme.token, { remaining: 15, limit: 20, resetAt: new Date('2026-06-01T12:30:00Z') })
    expect((await messagesOf(env)).at(-1)).toMatch(
      /^warning: The first import takes between 2 and 17 requests, .* 30 minutes, .* about 15 workflow runs since 2026-03-03, .* than 15 minutes \(GITHUB_MAXIMUM_WAIT_MINUTES\) ends as PARTIAL, and the next one continues\.$/,
    )
  })

  it('does not wait for a quota that is used up', async () => {
    const { acme, env } = await start()
    github.limits.set(acme.token, { remaining: 0, resetAt: new Date('2026-06-01T12:30:00Z') })
    expect((await messagesOf(env)).at(-1)).toBe(
      `warning: The quota of this token is used up at ${new URL(github.url).host} until 2026-06-01T12:30Z. The rest can be checked after that.`,
    )
  })

  it('knows an Enterprise Server without limits', async () => {
    const { acme, env } = await start({ flavor: 'enterprise' })
    await acme.addRepository({ name: 'web', commits: 3 })
    const messages = await messagesOf(env)
    expect(messages).toContain('ok: This server has no limits on requests')
    expect(messages.at(-1)).toMatch(/^ok: The first import takes about .* 3 commits/)
  })
})

describe('a check of what a token may do', () => {
  it('names the scopes that a classic token lacks', async () => {
    const { env } = await start()
    const GITHUB_TOKEN = github.addToken({ owners: ['acme'], scopes: ['public_repo'] })
    expect((await messagesOf({ ...env, GITHUB_TOKEN })).slice(0, 4)).toEqual([
      'ok: GITHUB_TOKEN is a classic token, scopes public_repo',
      'warning: The token lacks the scope repo: only public repositories are imported. Add it if acme has private ones.',
      "warning: The token lacks the scope read:org: members of acme can't be read (contributor). Add it.",
      'warning: The token lacks the scope read:user: contributors come without the e-mail of their profile. Add it if you need that.',
    ])
  })

  it('tries what a fine-grained token may read, and names the permissions that it lacks by resource', async () => {
    const { acme, env } = await start()
    await acme.addRepository({ name: 'open', commits: 3 })
    await acme.addRepository({ name: 'secret', commits: 3, isPrivate: true })
    const GITHUB_TOKEN = github.addToken({ owners: ['acme'], missing: ['pull_requests', 'actions', 'members'] })
    const messages = await messagesOf({ ...env, GITHUB_TOKEN })
    expect(messages[0]).toBe('ok: GITHUB_TOKEN is a fine-grained token')
    expect(messages.slice(4)).toEqual([
      `warning: ${namesOf(pullRequests)}: the token lacks the permission pull_requests=read, so these can't be imported. Grant "Pull requests: read".`,
      `warning: ${namesOf(actions)}: the token lacks the permission actions=read, so these can't be imported. Grant "Actions: read".`,
      'warning: contributor (members): the token lacks the permission members=read, so these can\'t be imported. Grant "Members (of the organisation): read".',
      `ok: May read ${namesOf(contents, issues, deployments)} (tried on acme/secret)`,
      expect.stringMatching(/6 commits, .*; workflow runs, which the token may not see, are left out$/),
    ])
    const all = namesOf(contents, pullRequests, actions)
    expect(all).toMatch(/^commit, release.*, pull-request, review, pull-request-comment.*, pipeline-run, job, pipeline/)
    expect(github.traffic.rest + github.traffic.graphql).toBeLessThanOrEqual(20)
  })

  it('takes the permissions of a GitHub App from its installation', async () => {
    // What the App signs itself with goes by this machine's clock.
    const { acme, env } = await start({ now: () => new Date() })
    await acme.addRepository({ name: 'web', commits: 3 })
    const { appId, privateKey, installationId } = github.addApp({ owner: 'acme' })
    const app = { ...env, GITHUB_TOKEN: '', GITHUB_APP_ID: String(appId), GITHUB_APP_PRIVATE_KEY: privateKey }
    expect((await messagesOf(app)).slice(0, 2)).toEqual([
      `ok: GitHub App, installed at acme for all repositories (installation ${installationId})`,
      'ok: acme is an organisation',
    ])
    const body = { id: installationId, account: { login: 'acme' }, permissions: { contents: 'read', issues: 'read' } }
    github.faults.fail({ match: /\/orgs\/acme\/installation/, status: 200, body })
    const lacking = (await messagesOf(app)).filter((message) => message.startsWith('warning'))
    expect(lacking.map((message) => /the App lacks the permission (\w+)/.exec(message)?.[1])).toEqual([
      ...['pull_requests', 'actions', 'deployments', 'members'],
    ])
  })

  it('says that the token ends soon', async () => {
    const { env } = await start()
    github.faults.fail({
      match: /rate_limit/,
      status: 200,
      body: {},
      headers: { 'github-authentication-token-expiration': '2026-06-08 12:00:00 UTC' },
    })
    expect((await messagesOf(env))[0]).toBe(
      'warning: GITHUB_TOKEN is a classic token, scopes repo, read:org, read:user, expires on 2026-06-08: set a new one in time',
    )
  })
})

describe('a check of what can not work', () => {
  it('says which setting is wrong, and never shows the token', async () => {
    await start()
    expect(await messagesOf({ GITHUB_TOKEN: 'ghp_secret' })).toEqual([
      'error: Set GITHUB_ORG to an organisation or GITHUB_USER to a user, one of the two.',
    ])
  })

  it('says that the token is refused', async () => {
    const { env } = await start()
    const messages = await messagesOf({ ...env, GITHUB_TOKEN: 'ghp_revoked' })
    expect(messages).toEqual([
      `error: ${new URL(github.url).host} refused GITHUB_TOKEN (401): it may have expired or been revoked. Set a new one (data-import sources set).`,
    ])
  })

  it('tells a missing account, a user for an organisation, and an organisation for a user apart', async () => {
    const { env } = await start()
    github.addUser('ana')
    const { GITHUB_ORG: _, ...rest } = env
    expect(await messagesOf({ ...env, GITHUB_ORG: 'acmee' })).toContain(
      'error: There is no account acmee: correct GITHUB_ORG.',
    )
    expect(await messagesOf({ ...env, GITHUB_ORG: 'ana' })).toContain(
      'error: ana is a user, not an organisation: set GITHUB_USER in place of GITHUB_ORG.',
    )
    expect(await messagesOf({ ...rest, GITHUB_USER: 'acme' })).toContain(
      'error: acme is an organisation: set GITHUB_ORG in place of GITHUB_USER.',
    )
  })

  it('says that the organisation demands single sign-on', async () => {
    const { env } = await start()
    github.faults.singleSignOn({ match: /^GET \/orgs\/acme/ })
    expect((await messagesOf(env)).at(-1)).toMatch(
      /^error: The organisation demands single sign-on .*authorise the token/,
    )
  })

  it('says that a GitHub App is not installed there, or elsewhere', async () => {
    const { env } = await start({ now: () => new Date() })
    github.addOrganization('other')
    const { appId, privateKey, installationId } = github.addApp({ owner: 'other' })
    const app = { ...env, GITHUB_TOKEN: '', GITHUB_APP_ID: String(appId), GITHUB_APP_PRIVATE_KEY: privateKey }
    expect(await messagesOf(app)).toEqual([
      'error: The GitHub App is not installed at acme: install it there, for its repositories.',
    ])
    expect(await messagesOf({ ...app, GITHUB_APP_INSTALLATION_ID: String(installationId) })).toEqual([
      `error: The installation ${installationId} is at other, not at acme: correct GITHUB_APP_INSTALLATION_ID, or leave it out.`,
    ])
  })

  it('says what is missing without a token, and how long that takes', async () => {
    const { acme, env } = await start()
    for (const name of ['api', 'web']) await acme.addRepository({ name, commits: 3 })
    await acme.addRepository({ name: 'secret', commits: 3, isPrivate: true })
    expect(requestsWithoutToken).toBeGreaterThanOrEqual(8)
    expect(await messagesOf({ ...env, GITHUB_TOKEN: '' })).toEqual([
      'warning: There is no token: only public data, without line counts, reviews, deployments and private members, at 60 requests an hour. Set GITHUB_TOKEN, or the keys of a GitHub App.',
      'ok: acme is an organisation',
      'ok: Left: 60 of 60 requests until 13:00 UTC',
      `ok: 2 public ones are imported: at least ${2 * requestsWithoutToken} requests, more where a list has many pages or there are workflow runs, about 1 hour of that limit`,
    ])
  })

  it('ends with the reason when GitHub does not answer', async () => {
    const { env } = await start()
    github.faults.outage()
    expect(await messagesOf(env)).toEqual([expect.stringMatching(/^error: GitHub gave no usable answer \(the check\)/)])
  })
})

it('ends after 90 seconds without an answer', async () => {
  const { env } = await start()
  github.faults.fail({ match: /./, kind: 'hang' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const passing = setInterval(() => vi.advanceTimersByTime(1_000), 1)
  const messages = await messagesOf(env).finally(() => clearInterval(passing))
  expect(messages).toContain('error: No answer within 90 seconds: can GITHUB_API_URL be reached from here?')
}, 10_000)
