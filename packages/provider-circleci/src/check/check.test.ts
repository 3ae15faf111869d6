import { type FakeCircleci, type FakeOrganization, populate, startFakeCircleci } from '@data-import/fake-circleci'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { check } from './check.js'

let circleci: FakeCircleci
let acme: FakeOrganization

beforeEach(async () => {
  circleci = await startFakeCircleci()
  acme = circleci.addOrganization('gh/acme')
  populate(acme, { projects: 3, pipelines: 25, seed: 1, now: circleci.now() })
})
afterEach(() => circleci.close())

const found = async (settings: Record<string, string>) => {
  const env = { CIRCLECI_URL: circleci.url, CIRCLECI_TOKEN: acme.token, ...settings }
  const findings = await check({ env, signal: new AbortController().signal })
  return findings.map(({ status, message }) => `${status}: ${message}`)
}

it('says whose token it is, what it reads, and what the first import costs as a range', async () => {
  const findings = await found({ CIRCLECI_ORGANIZATION: 'gh/acme' })
  expect(findings).toEqual([
    expect.stringMatching(/^ok: The token is that of \w+$/),
    expect.stringMatching(/^ok: gh\/acme has run pipelines in \d+ projects lately/),
    expect.stringMatching(/^ok: May read pipelines, workflows, jobs and tests of \d+ of \d+ projects$/),
    'ok: May read deploys',
    expect.stringMatching(
      /^ok: The first import takes between [\d,]+ and [\d,]+ requests .* about \d+ pipelines since/,
    ),
  ])
  expect(circleci.traffic.requests).toBeLessThanOrEqual(30)
})

it('names each project that is not available, and an organization that does not exist', async () => {
  const settings = { CIRCLECI_PROJECTS: 'gh/acme/service-1\ngh/acme/nowhere', CIRCLECI_ORGANIZATION: 'gh/other' }
  const findings = await found(settings)
  expect(findings).toContainEqual(expect.stringMatching(/^error: gh\/other: gone, or the credentials have no access/))
  expect(findings).toContainEqual(expect.stringMatching(/^error: gh\/acme\/nowhere: gone, or the credentials/))
})

it('says what to do about a token that is refused, without showing it', async () => {
  const findings = await found({ CIRCLECI_TOKEN: 'not-the-token', CIRCLECI_PROJECTS: 'gh/acme/web' })
  expect(findings).toEqual([expect.stringMatching(/^error: CircleCI refused the credentials \(401\)/)])
  expect(findings.join()).not.toContain('not-the-token')
})
