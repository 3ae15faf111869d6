import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../test-repository.js'
import { gitFailure } from './git-failure.js'
import { gitOutput } from './git-output.js'

const failure = (stderr: string) =>
  gitFailure('clone it', { code: 128, stderr } as Parameters<typeof gitFailure>[1]).message

it('tells refused credentials from a repository that is not there, whatever numbers its address holds', () => {
  expect(failure("fatal: unable to access 'http://acme.example/x/': The requested URL returned error: 403")).toMatch(
    /credentials/,
  )
  expect(failure("fatal: Authentication failed for 'http://acme.example/x/'")).toMatch(/credentials/)
  expect(failure("fatal: repository 'http://127.0.0.1:40121/team-403/x.git/' not found")).toMatch(/Check the address/)
})

it('tells a folder that is gone from a git that is not installed', async () => {
  const folder = join(temporaryFolder(), 'gone')
  const command = { arguments: ['version'], folder, environment: process.env, patienceMs: 60_000, subject: folder }
  const { signal } = new AbortController()
  await expect(gitOutput({ ...command, signal })).rejects.toThrow(/gone: there is no such folder/)
  const environment = { PATH: folder }
  await expect(gitOutput({ ...command, folder: '/', environment, signal })).rejects.toThrow(/git is not installed/)
})

it('says what git names in a line of its own', () => {
  expect(failure('fatal: unknown repository extension found:\n\trefstorage\n')).toMatch(
    /extension found: refstorage\.$/,
  )
})
