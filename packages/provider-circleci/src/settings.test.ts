import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.js'

const env = { CIRCLECI_TOKEN: 'token-of-acme', CIRCLECI_PROJECTS: 'gh/acme/web' }

describe('the settings', () => {
  it('have slugs by lines or commas, in CircleCI’s short form, each once', () => {
    const projects = ' github/acme/web\n\ngh/acme/web, bitbucket/acme/api/\r\ncircleci/o/p'
    expect(readSettings({ ...env, CIRCLECI_PROJECTS: projects }).projects).toEqual([
      'gh/acme/web',
      'bb/acme/api',
      'circleci/o/p',
    ])
  })

  it.each([
    ['https://circleci.com', 'https://circleci.com/api/v2', 'https://app.circleci.com'],
    ['https://circleci.acme.example/', 'https://circleci.acme.example/api/v2', null],
    ['https://ci.acme.example/circle/api/v2/', 'https://ci.acme.example/circle/api/v2', null],
    ['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080/api/v2', null],
  ])('%s is the API at %s', (given, apiUrl, appUrl) => {
    expect(readSettings({ ...env, CIRCLECI_URL: given })).toMatchObject({ apiUrl, appUrl })
  })

  it.each([
    [{ CIRCLECI_TOKEN: '' }, /CIRCLECI_TOKEN/],
    [{ CIRCLECI_TOKEN: 'two words' }, /CIRCLECI_TOKEN has a character/],
    [{ CIRCLECI_PROJECTS: '' }, /CIRCLECI_PROJECTS|CIRCLECI_ORGANIZATION/],
    [{ CIRCLECI_PROJECTS: 'web' }, /"web" is none/],
    [{ CIRCLECI_ORGANIZATION: 'acme' }, /"acme" is none/],
    [{ CIRCLECI_URL: 'circleci.acme.example' }, /CIRCLECI_URL/],
    [{ CIRCLECI_SINCE: '2026-02-30' }, /CIRCLECI_SINCE is a date/],
    [{ CIRCLECI_SINCE: 'yesterday' }, /CIRCLECI_SINCE is a date/],
    [{ CIRCLECI_RERUN_DAYS: '-1' }, /CIRCLECI_RERUN_DAYS is a whole number/],
    [{ CIRCLECI_RERUN_REQUESTS: 'many' }, /CIRCLECI_RERUN_REQUESTS is a whole number/],
  ])('%j is refused with what to do, and without the token', (change, message) => {
    expect(() => readSettings({ ...env, ...change })).toThrow(message)
    expect(() => readSettings({ ...env, ...change })).not.toThrow(/token-of-acme/)
  })
})
