import { type FakeGitlab, populate, startFakeGitlab } from '@data-import/fake-gitlab'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { check } from './check.js'

let fake: FakeGitlab
let env: Record<string, string>

beforeEach(async () => {
  fake = await startFakeGitlab()
  const acme = fake.addGroup('acme')
  populate(acme, { projects: 4, commitsOfLargest: 30 })
  env = { GITLAB_URL: fake.url, GITLAB_GROUP: 'acme', GITLAB_TOKEN: acme.token }
})
afterEach(() => fake.close())

const findings = async (changes: Record<string, string> = {}) => {
  const found = await check({ env: { ...env, ...changes }, signal: new AbortController().signal })
  return found.map(({ status, message }) => `${status}: ${message}`).join('\n')
}

it('says what the token is, what it may read, and what a first import takes', async () => {
  const said = await findings()
  expect(said).toContain('ok: The token is a personal access token of importer with the scope read_api.')
  expect(said).toContain('ok: 4 projects can be seen.')
  expect(said).toContain('ok: The token may read every resource.')
  expect(said).toMatch(/A first import takes between \d+ and \d+ requests/)
  expect(said).not.toContain(env.GITLAB_TOKEN)
  expect(fake.traffic.requests).toBeLessThanOrEqual(20)
})

it('says what is wrong with a token', async () => {
  expect(await findings({ GITLAB_TOKEN: 'glpat-of-nobody' })).toMatch(/^error: .*refused the credentials \(401\)/m)
  const soon = fake.addToken({
    scopes: ['api'],
    expiresAt: new Date(Date.now() + 86_400_000),
    username: 'project_1_bot_x',
  })
  const said = await findings({ GITLAB_TOKEN: soon })
  expect(said).toContain('a project or group access token')
  expect(said).toContain('warning: The token expires on')
  expect(said).toContain('read_api is enough')
})

it('says which group, project or part is not available', async () => {
  expect(await findings({ GITLAB_GROUP: 'nobody' })).toContain('error: GitLab gives no project nobody')
  const said = await findings({ GITLAB_GROUP: '', GITLAB_PROJECTS: 'acme/project-0\nacme/no-such' })
  expect(said).toContain('error: GitLab gives no project acme/no-such')
  expect(said).toContain('1 projects can be seen')
})

it('asks nothing where the settings are wrong', async () => {
  expect(await findings({ GITLAB_TOKEN: '' })).toMatch(/^error: Set GITLAB_TOKEN/)
  expect(fake.traffic.requests).toBe(0)
})
