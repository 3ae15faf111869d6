import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.js'

const good = { GITLAB_TOKEN: 'glpat-secret-value', GITLAB_GROUP: 'acme' }
const refusal = (env: Record<string, string>) => {
  try {
    readSettings(env)
  } catch (error) {
    return String(error)
  }
  return 'nothing'
}

describe('settings', () => {
  it('have defaults', () => {
    expect(readSettings(good)).toMatchObject({
      url: 'https://gitlab.com',
      owner: { kind: 'group', path: 'acme' },
      since: null,
    })
  })

  it.each([
    ['https://git.acme.example/', 'https://git.acme.example'],
    ['https://acme.example/gitlab/', 'https://acme.example/gitlab'],
    ['https://acme.example/gitlab/api/v4', 'https://acme.example/gitlab'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ])('take the address %s', (given, url) => {
    expect(readSettings({ ...good, GITLAB_URL: given }).url).toBe(url)
  })

  it('take projects, one a line', () => {
    const { GITLAB_GROUP: _, ...rest } = good
    const { owner } = readSettings({ ...rest, GITLAB_PROJECTS: 'acme/web\n acme/platform/api \nacme/web\n42' })
    expect(owner).toEqual({ kind: 'projects', paths: ['acme/web', 'acme/platform/api', '42'] })
  })

  it('compare names and paths', () => {
    const { isWanted } = readSettings({ ...good, GITLAB_INCLUDE: 'api-*, acme/web/*', GITLAB_EXCLUDE: '*-old' })
    expect(['acme/api-one', 'acme/web/site', 'acme/other', 'acme/api-old'].map(isWanted)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it.each([
    [{ GITLAB_TOKEN: '' }, 'Set GITLAB_TOKEN'],
    [{ GITLAB_TOKEN: 'two words-glpat' }, 'holds characters that no token has'],
    [{ GITLAB_GROUP: '' }, 'one of the three'],
    [{ GITLAB_USER: 'ana' }, 'one of the three'],
    [{ GITLAB_GROUP: 'https://gitlab.com/acme' }, 'not an address'],
    [{ GITLAB_GROUP: 'acme/../other' }, 'is a path'],
    [{ GITLAB_GROUP: '', GITLAB_PROJECTS: 'web' }, 'whole paths'],
    [{ GITLAB_GROUP: '', GITLAB_USER: 'a/b' }, 'without a slash'],
    [{ GITLAB_URL: 'ftp://acme.example' }, 'GITLAB_URL is the address'],
    [{ GITLAB_URL: 'https://ana:secret@acme.example' }, 'GITLAB_URL is the address'],
    [{ GITLAB_SINCE: '2025-02-30' }, 'GITLAB_SINCE is a date'],
    [{ GITLAB_MAXIMUM_WAIT_MINUTES: '-1' }, 'number of minutes'],
    [{ GITLAB_OAUTH_CLIENT_ID: 'x' }, 'not both'],
    [{ GITLAB_TOKEN: '', GITLAB_OAUTH_CLIENT_ID: 'x' }, 'OAuth needs'],
  ])('are refused where they are wrong: %o', (changes, said) => {
    const message = refusal({ ...good, ...changes })
    expect(message).toContain(said)
    expect(message).not.toContain('glpat')
  })
})
