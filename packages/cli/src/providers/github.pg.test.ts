import { type FakeGithub, startFakeGithub } from '@data-import/fake-github'
import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

const database = useTestDatabase()
let workspace: Workspace
let github: FakeGithub
let token: string

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  github = await startFakeGithub()
  const acme = github.addOrganization('acme')
  token = acme.token
  const web = await acme.addRepository({ name: 'web', commits: 12 })
  await web.openPullRequest()
  await web.finishRun((await web.startRun()).id)
  await acme.addRepository({ name: 'empty' })
})
afterAll(async () => {
  await github.close()
  await workspace.remove()
})

const logged = async () => (await database.db.importLog.findMany()).map(({ message }) => message)

test('an organisation of GitHub is added with its token from standard input, checked, imported and looked at', async () => {
  const settings = [`GITHUB_API_URL=${github.url}`, 'GITHUB_ORG=acme', 'GITHUB_TOKEN=-']
  const add = ['sources', 'add', 'GITHUB', '--name', 'acme', ...settings.flatMap((setting) => ['--set', setting])]
  const outputs = [await workspace.run(add, { stdin: `${token}\n` })]
  expect(outputs[0]).toMatchObject({ code: 0, stdout: expect.stringContaining('Added "acme"') })

  const checked = await workspace.run(['sources', 'check', 'acme'])
  expect(checked).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/The first import takes between .* 12 commits/),
  })

  const run = await workspace.run(['run'])
  expect(run).toMatchObject({ code: 0, stderr: expect.stringMatching(/^acme\/pipeline: COMPLETED, 1 row, /m) })
  expect(await logged()).toContainEqual(expect.stringMatching(/Asked GitHub for commit: \d+ request/))

  const status = await workspace.run(['status'])
  expect(status.stdout).toMatch(/commit +COMPLETED .* 1 complete, 1 with nothing there/)
  expect(status.stdout).toContain('commit: nothing there in 1 partition: acme/empty (the repository is empty)')

  const commits = await workspace.run(['sql', '--json', 'select count(*)::int as commits from data."Commit"'])
  expect(commits.json()).toEqual([{ commits: 12 }])
  outputs.push(checked, run, status, commits)
  expect(outputs.map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(token)
})

test('a second pass asks of what is as it was next to nothing, and says so', async () => {
  github.traffic.reset()
  const run = await workspace.run(['run'])
  expect(run).toMatchObject({ code: 0 })
  expect(await logged()).toContainEqual(expect.stringContaining('Asked GitHub for commit: 0 requests'))
  expect(github.traffic.requests + github.traffic.graphql).toBeLessThan(10)
})

test('a token that GitHub refuses fails the check, with what to do', async () => {
  const settings = [`GITHUB_API_URL=${github.url}`, 'GITHUB_ORG=acme', 'GITHUB_TOKEN=ghp_revoked0123456789']
  await workspace.run(['sources', 'add', 'GITHUB', '--name', 'old', ...settings.flatMap((one) => ['--set', one])])
  const { code, stdout } = await workspace.run(['sources', 'check', 'old'])
  expect(code).toBe(1)
  expect(stdout).toMatch(/refused GITHUB_TOKEN \(401\): .* Set a new one \(data-import sources set\)\./)
  expect(stdout).not.toContain('ghp_revoked')
})
