import { describe, expect, it } from 'vitest'
import { pathInFolder, pathOfFullName } from './record/job-path.js'
import { readSettings } from './settings.js'

const env = { JENKINS_URL: 'https://ci.acme.example/jenkins/', JENKINS_USER: 'ana', JENKINS_TOKEN: '11aa22bb' }

it('reads what was set', () => {
  const settings = readSettings({ ...env, JENKINS_FOLDERS: 'team/apps/\n org ', JENKINS_SINCE: '2025-01-31' })
  expect(settings).toMatchObject({
    url: 'https://ci.acme.example/jenkins',
    credentials: { user: 'ana', token: '11aa22bb' },
    folders: ['team/apps', 'org'],
    since: new Date('2025-01-31'),
  })
  expect(readSettings({ JENKINS_URL: env.JENKINS_URL })).toMatchObject({ credentials: null, folders: [], since: null })
})

describe('refuses, and says what to do, without the token:', () => {
  it.each([
    [{ JENKINS_URL: '' }, /JENKINS_URL/],
    [{ JENKINS_URL: 'ci.acme.example' }, /JENKINS_URL/],
    [{ JENKINS_URL: 'https://ci.acme.example/job/web/' }, /address of a page in Jenkins/],
    [{ JENKINS_URL: 'https://ci.acme.example/?a=1' }, /JENKINS_URL/],
    [{ JENKINS_TOKEN: '' }, /Set JENKINS_TOKEN too/],
    [{ JENKINS_USER: '' }, /Set JENKINS_USER too/],
    [{ JENKINS_USER: 'a:b' }, /":"/],
    [{ JENKINS_FOLDERS: 'https://ci.acme.example/job/team' }, /JENKINS_FOLDERS/],
    [{ JENKINS_FOLDERS: '../team' }, /JENKINS_FOLDERS/],
    [{ JENKINS_SINCE: '31.01.2025' }, /JENKINS_SINCE/],
    [{ JENKINS_SINCE: '2025-02-30' }, /JENKINS_SINCE/],
    [{ JENKINS_INCLUDE: 'a'.repeat(1_001) }, /JENKINS_INCLUDE has a pattern of 1001 characters/],
  ])('%j', (change, message) => {
    expect(() => readSettings({ ...env, ...change })).toThrow(message)
    expect(() => readSettings({ ...env, ...change })).not.toThrow(/11aa22bb/)
  })
})

it.each([
  [{}, 'team/web', true],
  [{ JENKINS_INCLUDE: 'team' }, 'team/web', true],
  [{ JENKINS_INCLUDE: 'team' }, 'teams/web', false],
  [{ JENKINS_INCLUDE: 'TEAM/*' }, 'team/apps/web', true],
  [{ JENKINS_INCLUDE: 'api-*, web' }, 'web', true],
  [{ JENKINS_INCLUDE: 'a, b\nc' }, 'a, b', true],
  [{ JENKINS_INCLUDE: 'org/*/PR-?' }, 'org/site/PR-7', true],
  [{ JENKINS_EXCLUDE: '*/PR-*' }, 'org/site/PR-7', false],
  [{ JENKINS_INCLUDE: 'team', JENKINS_EXCLUDE: 'team/old' }, 'team/old/web', false],
])('by %j, is %s wanted: %s', (patterns, fullName, isWanted) => {
  expect(readSettings({ ...env, ...patterns }).isWanted(fullName)).toBe(isWanted)
})

it('matches patterns in a time that no pattern can make explode', () => {
  const { isWanted } = readSettings({ ...env, JENKINS_INCLUDE: `${'*a'.repeat(400)}b` })
  expect(isWanted('a'.repeat(5_000))).toBe(false)
}, 5_000)

it.each([
  ['https://wrong.example/prefix/job/org/job/site/job/feature%252Fx/', '/job/org/job/site/job/feature%252Fx'],
  ['http://wrong.example/job/x/job/a%20b%23%3F', '/job/org/job/site/job/a%20b%23%3F'],
  [null, '/job/org/job/site/job/feature%252Fx'],
  ['not an address', '/job/org/job/site/job/feature%252Fx'],
  ['https://wrong.example/job/%2e%2e/', null],
])('takes of the address %s the last name alone', (url, path) => {
  expect(pathInFolder('/job/org/job/site', url, 'feature%2Fx')).toBe(path)
})

it('encodes each name of a full name', () => {
  expect(pathOfFullName('Team A/100 % ü/feature%2Fx')).toBe('/job/Team%20A/job/100%20%25%20%C3%BC/job/feature%252Fx')
})
