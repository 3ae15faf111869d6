import { expect, it } from 'vitest'
import { gitFailure } from './git-failure.js'

const failure = (stderr: string) =>
  gitFailure('clone it', { code: 128, stderr } as Parameters<typeof gitFailure>[1]).message

it('tells refused credentials from a repository that is not there, whatever numbers its address holds', () => {
  expect(failure("fatal: unable to access 'http://acme.example/x/': The requested URL returned error: 403")).toMatch(
    /credentials/,
  )
  expect(failure("fatal: Authentication failed for 'http://acme.example/x/'")).toMatch(/credentials/)
  expect(failure("fatal: repository 'http://127.0.0.1:40121/team-403/x.git/' not found")).toMatch(/Check the address/)
})
