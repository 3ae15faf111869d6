import { describe, expect, it } from 'vitest'
import { readKeyPatterns } from '../settings/key-patterns.js'
import { readSettings } from '../settings/settings.js'
import { isFullLookDue } from './full-look.js'
import { externalIdIn } from './identify.js'
import { listedProject } from './listed-project.js'

describe('a project', () => {
  it('is read from either list', () => {
    const listed = { key: 'acme:web', name: 'Web', visibility: 'private', lastAnalysisDate: '2026-01-02T03:04:05+0000' }
    expect(listedProject({ ...listed, revision: 'f00', projectUuid: 'u' })).toEqual({
      ...{ key: 'acme:web', uuid: 'u', name: 'Web', isPrivate: true, revision: 'f00' },
      analysedAt: new Date('2026-01-02T03:04:05Z'),
    })
    expect(listedProject({ key: 'k', analysisDate: '2026-01-02T03:04:05+0000', visibility: 'other' })).toMatchObject({
      ...{ uuid: null, isPrivate: null, analysedAt: new Date('2026-01-02T03:04:05Z') },
    })
    expect(listedProject({ name: 'without a key' })).toBeNull()
  })

  const project = (key: string, uuid: string | null) => ({
    ...{ key, uuid, name: null, isPrivate: null, analysedAt: null, revision: null },
  })

  it('is identified by its lasting id, and keeps the key by which it was imported first', () => {
    const fresh = externalIdIn([])
    expect([fresh(project('k', 'u')), fresh(project('k', null))]).toEqual(['u', 'k'])
    const byUuid = externalIdIn([{ externalId: 'u', projectKey: 'old' }])
    expect([byUuid(project('new', 'u')), byUuid(project('old', null))]).toEqual(['u', 'u'])
    const byKey = externalIdIn([{ externalId: 'k', projectKey: 'k' }])
    expect([byKey(project('k', 'u')), byKey(project('other', 'u2'))]).toEqual(['k', 'u2'])
  })

  it('that takes over the key of another is another', () => {
    const stored = externalIdIn([{ externalId: 'u1', projectKey: 'k' }])
    expect([stored(project('moved', 'u1')), stored(project('k', 'u2'))]).toEqual(['u1', 'u2'])
  })

  it('is looked at in full each week, a day later at most', () => {
    const now = new Date('2026-03-10T00:00:00Z')
    expect(isFullLookDue('u', null, now)).toBe(true)
    expect(isFullLookDue('u', '2026-03-04T00:00:00Z', now)).toBe(false)
    expect(isFullLookDue('u', '2026-03-01T23:00:00Z', now)).toBe(true)
  })

  it('is looked at in full where the last time lies in the future or is none', () => {
    const now = new Date('2026-03-10T00:00:00Z')
    for (const at of ['2027-03-10T00:00:00Z', 'once']) expect(isFullLookDue('u', at, now), at).toBe(true)
  })
})

it.each([
  [[], 'acme:web', true],
  [['acme:web'], 'acme:web', true],
  [['acme:web'], 'Acme:web', false],
  [['acme:*'], 'acme:web', true],
  [['*:web', 'x'], 'acme:web', true],
  [['a*:*b'], 'acme:web', true],
  [['ab*ba'], 'aba', false],
  [['*a*a*a*a*a*a*a*a*a*x'], 'a'.repeat(400), false],
])('patterns %j let %s through: %s', (patterns, key, expected) => {
  expect(readKeyPatterns(patterns)(key)).toBe(expected)
})

describe('settings', () => {
  const given = { SONARQUBE_URL: 'https://acme.example/sonar/api/', SONARQUBE_TOKEN: 'squ_0123456789' }
  it('take the address of the API too, and keep the context path', () => {
    expect(readSettings(given)).toMatchObject({ webUrl: 'https://acme.example/sonar', organization: null })
    const cloud = readSettings({ SONARQUBE_ORGANIZATION: 'acme', SONARQUBE_TOKEN: 'squ_0123456789' })
    expect(cloud).toMatchObject({ webUrl: 'https://sonarcloud.io', organization: 'acme' })
  })

  it.each([
    [{ SONARQUBE_TOKEN: 'squ_0123456789' }, /SONARQUBE_URL/],
    [{ SONARQUBE_URL: 'https://acme.example' }, /SONARQUBE_TOKEN/],
    [{ ...given, SONARQUBE_TOKEN: 'with a space' }, /SONARQUBE_TOKEN holds characters/],
    [{ ...given, SONARQUBE_SINCE: '2026-02-30' }, /SONARQUBE_SINCE is a date/],
    [{ ...given, SONARQUBE_SINCE: 'yesterday' }, /SONARQUBE_SINCE is a date/],
    [{ ...given, SONARQUBE_PROJECTS: 'x'.repeat(401) }, /SONARQUBE_PROJECTS has a key of 401/],
  ])('that are wrong say what to do: %#', (env, message) => {
    expect(() => readSettings(env)).toThrow(message)
    expect(() => readSettings(env)).not.toThrow('0123456789')
  })
})
