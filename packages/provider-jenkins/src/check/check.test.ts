import { type FakeJenkins, type FakeJenkinsOptions, populate, startFakeJenkins } from '@data-import/fake-jenkins'
import { afterEach, expect, it } from 'vitest'
import { check } from './check.js'

let jenkins: FakeJenkins
afterEach(() => jenkins.close())

async function start(options: FakeJenkinsOptions = {}) {
  jenkins = await startFakeJenkins(options)
  return { JENKINS_URL: jenkins.url, JENKINS_USER: jenkins.user.id, JENKINS_TOKEN: jenkins.user.token }
}

async function messagesOf(env: Record<string, string>): Promise<string[]> {
  const findings = await check({ env, signal: new AbortController().signal })
  expect(JSON.stringify(findings)).not.toContain(jenkins.user.token)
  return findings.map(({ status, message }) => `${status}: ${message}`)
}

it('says whose token it is, what it may read, and what the first import costs as a range', async () => {
  const env = await start()
  populate(jenkins, { jobs: 4, buildsOfLargest: 120 })
  const messages = await messagesOf(env)
  expect(messages).toEqual([
    `ok: Jenkins 2.504.1 answers at ${jenkins.url}`,
    'ok: JENKINS_TOKEN belongs to importer',
    'ok: 11 jobs seen; 11 are imported',
    expect.stringMatching(/^ok: May read pipeline, pipeline-run, test-summary, contributor, job \(tried on .*\)$/),
    expect.stringMatching(
      /^ok: The first import takes \d+ to \d+ requests, four at once: \d+ to \d+ builds of \d+ jobs;/,
    ),
  ])
  const [least = 0, most = 0] =
    /takes (\d+) to (\d+) requests/
      .exec(messages[4] ?? '')
      ?.slice(1)
      .map(Number) ?? []
  const builds = [...jenkins.truth().jobs.values()].reduce((sum, job) => sum + job.builds.length, 0)
  expect(least).toBeLessThan(builds)
  expect(most).toBeGreaterThan(builds)
  expect(jenkins.traffic.requests).toBeLessThanOrEqual(6)
})

it('says what is missing: jobs that are wanted, stages, a job that may be read', async () => {
  const env = await start({ hasStageView: false })
  expect((await messagesOf(env)).at(-1)).toMatch(
    /^warning: No job is to be seen: the user needs the permission Job\/Read/,
  )
  jenkins.addJob('web')
  jenkins.build('web')
  expect(await messagesOf(env)).toContain(
    'warning: job: web tells no stages. Is the plugin "Pipeline: REST API" installed? Without it there are none.',
  )
  expect((await messagesOf({ ...env, JENKINS_INCLUDE: 'none' })).at(-1)).toBe(
    'warning: 1 jobs seen, but none is wanted: correct JENKINS_INCLUDE and JENKINS_EXCLUDE.',
  )
  jenkins.forbid('web')
  expect((await messagesOf(env)).join('\n')).toContain("the builds of web can't be read: Jenkins answered 403")
})

it.each([
  ['a user who is gone', {}, { JENKINS_USER: 'left' }, /^error: Jenkins refused the credentials \(401/],
  [
    'no account',
    {},
    { JENKINS_USER: '', JENKINS_TOKEN: '' },
    /^error: Jenkins shows nothing to somebody without an account/,
  ],
  [
    'a page to log in',
    { anonymous: 'login-page' as const },
    { JENKINS_USER: '', JENKINS_TOKEN: '' },
    /^error: Jenkins answered with a page for people \("Sign in/,
  ],
  [
    'a folder that is none',
    {},
    { JENKINS_FOLDERS: 'none' },
    /^error: The folder none can't be read: Jenkins answered 404/,
  ],
  ['half of the credentials', {}, { JENKINS_TOKEN: '' }, /^error: Set JENKINS_TOKEN too/],
])('tells %s', async (_, options, change, message) => {
  const env = await start(options)
  expect((await messagesOf({ ...env, ...change })).find((one) => one.startsWith('error'))).toMatch(message)
})

it('tells that everybody may read, and another program that answers', async () => {
  const { JENKINS_URL } = await start({ anonymous: 'read' })
  expect((await messagesOf({ JENKINS_URL }))[1]).toMatch(/^warning: There is no token: only what everybody may read/)
  jenkins.faults.fail({ status: 404, body: { message: 'no' } })
  expect((await messagesOf({ JENKINS_URL }))[0]).toMatch(/^error: Jenkins answered 404/)
})
