import { generateKeyPairSync } from 'node:crypto'
import { ConfigurationError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { configuration } from './configuration.js'
import { eachToken, readSettings } from './settings.js'

const read = (env: Record<string, string> = {}) => readSettings({ GITHUB_ORG: 'acme', ...env })
const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString()
const app = { GITHUB_APP_ID: '123', GITHUB_APP_PRIVATE_KEY: pem }

/** The message of a refusal; it must be one that says what to change. */
function refusal(env: Record<string, string>): string {
  try {
    readSettings(env)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError)
    return (error as Error).message
  }
  throw new Error('it was accepted')
}

it('needs no more than the owner', () => {
  expect(read()).toMatchObject({
    credentials: { kind: 'anonymous' },
    owner: 'acme',
    ownerKind: 'organization',
    apiUrl: 'https://api.github.com',
    since: null,
    maximumWaitMs: 15 * 60_000,
  })
})

it('reads every key that the configuration declares, and no other', () => {
  const keys = new Set<string>()
  const env = new Proxy({ GITHUB_ORG: 'acme', ...app } as Record<string, string>, {
    get(target, key) {
      keys.add(String(key))
      return target[String(key)]
    },
  })
  readSettings(env)
  expect([...keys].sort()).toEqual(configuration.map(({ key }) => key).sort())
})

describe('several tokens in GITHUB_TOKEN', () => {
  it('may be several, one a line, each known by its place and its last letters', () => {
    const [first, second] = [`ghp_${'a'.repeat(36)}`, `ghp_${'b'.repeat(32)}wxyz`]
    const settings = read({ GITHUB_TOKEN: `${first}\r\n\n  ${second}\n${first}\n` })
    expect(settings.credentials).toEqual({ kind: 'token', token: first, others: [second] })
    expect(eachToken(settings).map(({ credentials }) => credentials)).toEqual([
      { kind: 'token', token: first, name: 'token 1 of 2 (…aaaa)' },
      { kind: 'token', token: second, name: 'token 2 of 2 (…wxyz)' },
    ])
    const alone = read({ GITHUB_TOKEN: first })
    expect(eachToken(alone)).toEqual([alone])
  })

  it('shows nothing of a short one, and refuses what no token holds', () => {
    const [one] = eachToken(read({ GITHUB_TOKEN: 'short\nother' }))
    expect(one?.credentials).toMatchObject({ name: 'token 1 of 2' })
    expect(refusal({ GITHUB_ORG: 'acme', GITHUB_TOKEN: 'good\nb a d' })).toBe(
      'GITHUB_TOKEN holds characters that no token has.',
    )
  })
})

it('GITHUB_JOB_DETAILS is true or false', () => {
  expect(read().hasJobDetails).toBe(false)
  expect(read({ GITHUB_JOB_DETAILS: 'true' }).hasJobDetails).toBe(true)
  expect(refusal({ GITHUB_ORG: 'acme', GITHUB_JOB_DETAILS: 'yes' })).toBe('GITHUB_JOB_DETAILS is true or false.')
})

describe('GITHUB_ORG and GITHUB_USER', () => {
  it('a user instead of an organisation', () => {
    expect(readSettings({ GITHUB_USER: ' jo ' })).toMatchObject({ owner: 'jo', ownerKind: 'user' })
  })

  it.each<Record<string, string>>([{}, { GITHUB_ORG: '  ' }, { GITHUB_ORG: 'acme', GITHUB_USER: 'jo' }])(
    'one of the two is needed: %j',
    (env) => {
      expect(refusal(env)).toBe('Set GITHUB_ORG to an organisation or GITHUB_USER to a user, one of the two.')
    },
  )

  it.each(['acme', 'Acme-Corp', 'a', 'a1', 'emu_acme', 'a'.repeat(39)])('a login: %s', (owner) => {
    expect(readSettings({ GITHUB_ORG: owner }).owner).toBe(owner)
  })

  it.each(['https://github.com/acme', 'acme/web', '@acme', 'a b', '-acme', 'ac.me', 'a"b', 'a'.repeat(100)])(
    'no login: %s',
    (owner) => {
      expect(refusal({ GITHUB_ORG: owner })).toBe('GITHUB_ORG is not a login: give the name alone.')
      expect(refusal({ GITHUB_USER: owner })).toBe('GITHUB_USER is not a login: give the name alone.')
    },
  )
})

describe('GITHUB_TOKEN', () => {
  it('a token, without the blanks around it', () => {
    expect(read({ GITHUB_TOKEN: ' ghp_abc\n' }).credentials).toEqual({ kind: 'token', token: 'ghp_abc' })
  })

  it.each(['ghp_a b', 'ghp_ä', 'ghp_a\u0000'])('no header could hold it, and no message shows it: %j', (token) => {
    const message = refusal({ GITHUB_ORG: 'acme', GITHUB_TOKEN: token })
    expect(message).toBe('GITHUB_TOKEN holds characters that no token has.')
  })
})

describe('GITHUB_APP_…', () => {
  const credentials = (env: Record<string, string>) => read({ ...app, ...env }).credentials

  it('an App by id or client id, with or without its installation', () => {
    expect(credentials({})).toMatchObject({ kind: 'app', appId: '123', installationId: null })
    expect(credentials({ GITHUB_APP_ID: 'Iv1.8a61f9b3a7aba766' })).toMatchObject({ appId: 'Iv1.8a61f9b3a7aba766' })
    expect(credentials({ GITHUB_APP_INSTALLATION_ID: '42' })).toMatchObject({ installationId: 42 })
  })

  it.each([
    ['as the file has it', pem],
    ['in one line', pem.replaceAll('\n', '\\n')],
    ['with the line ends of Windows', pem.replaceAll('\n', '\r\n')],
  ])('a private key %s becomes the form that signing takes', (_, key) => {
    expect(credentials({ GITHUB_APP_PRIVATE_KEY: key })).toMatchObject({
      privateKey: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----\n/),
    })
  })

  it('no private key, and no message shows what was given', () => {
    for (const key of ['secret', pem.slice(0, 200), pem.replaceAll('\n', ' '), pem.replace('RSA', 'EC')]) {
      const message = refusal({ GITHUB_ORG: 'acme', ...app, GITHUB_APP_PRIVATE_KEY: key })
      expect(message).toBe('GITHUB_APP_PRIVATE_KEY is no private key: give the whole content of the .pem file.')
    }
  })

  it.each([
    [{ GITHUB_APP_ID: '' }, 'A GitHub App needs both GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.'],
    [{ GITHUB_APP_PRIVATE_KEY: '' }, 'A GitHub App needs both GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.'],
    [{ GITHUB_TOKEN: 'ghp_abc' }, 'Set GITHUB_TOKEN or the GITHUB_APP_… keys, not both.'],
    [{ GITHUB_APP_ID: 'my app' }, 'GITHUB_APP_ID is the number or client id of the App.'],
    [{ GITHUB_APP_INSTALLATION_ID: 'acme' }, 'GITHUB_APP_INSTALLATION_ID is a number.'],
    [{ GITHUB_APP_INSTALLATION_ID: '0' }, 'GITHUB_APP_INSTALLATION_ID is a number.'],
    [{ GITHUB_APP_INSTALLATION_ID: '9'.repeat(20) }, 'GITHUB_APP_INSTALLATION_ID is a number.'],
  ])('what does not fit is said: %j', (env, message) => {
    expect(refusal({ GITHUB_ORG: 'acme', ...app, ...env })).toBe(message)
  })

  it('an installation without its App is said', () => {
    expect(refusal({ GITHUB_ORG: 'acme', GITHUB_APP_INSTALLATION_ID: '42' })).toBe(
      'A GitHub App needs both GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.',
    )
  })
})

describe('GITHUB_API_URL', () => {
  it.each([
    ['https://github.example.com/api/v3', 'https://github.example.com/api/v3'],
    ['https://github.example.com/api/v3//', 'https://github.example.com/api/v3'],
    ['https://API.acme.ghe.com/', 'https://api.acme.ghe.com'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ])('%s', (given, apiUrl) => {
    expect(read({ GITHUB_API_URL: given }).apiUrl).toBe(apiUrl)
  })

  it.each([
    'github.example.com',
    'ftp://github.example.com',
    'https://jo:hunter2@github.example.com/api/v3',
    'https://:hunter2@github.example.com/api/v3',
    'https://github.example.com/api/v3?token=hunter2',
    'https://github.example.com/api/v3#hunter2',
    'https://',
  ])('is no address of an API: %s', (given) => {
    const message = refusal({ GITHUB_ORG: 'acme', GITHUB_API_URL: given })
    expect(message).toContain('GITHUB_API_URL is the address of the REST API')
    expect(message).not.toContain('hunter2')
  })
})

describe('GITHUB_INCLUDE and GITHUB_EXCLUDE', () => {
  it.each([
    ['everything without patterns', '', '', ['web', '.github']],
    ['what is included', 'web, api-*', '', ['web', 'api-one', 'API-Two']],
    ['names in one line or several', 'web\napi-one  api-two', '', ['web', 'api-one', 'API-Two']],
    ['but not what is excluded', '', 'api-*,.*', ['web', 'old.web']],
    ['excluded wins', '*', 'web', ['api-one', 'API-Two', '.github', 'old.web']],
    ['a single character', 'we?', '', ['web']],
    ['names that begin with a dot', '.*', '', ['.github']],
  ])('%s', (_, include, exclude, wanted) => {
    const { isWanted } = read({ GITHUB_INCLUDE: include, GITHUB_EXCLUDE: exclude })
    const names = ['web', 'api-one', 'API-Two', '.github', 'old.web'].filter(isWanted)
    expect(names).toEqual(expect.arrayContaining(wanted))
    if (include !== '' || exclude !== '') expect(names).toHaveLength(wanted.length)
  })
})

it('a long row of slashes in GITHUB_API_URL is read in an instant', () => {
  const startedAt = performance.now()
  expect(read({ GITHUB_API_URL: `https://h.example/${'/'.repeat(300_000)}a` }).apiUrl).toMatch(/a$/)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})

describe('GITHUB_SINCE', () => {
  it.each([
    ['2025-01-31', '2025-01-31T00:00:00.000Z'],
    ['2025-01-31T10:00:00Z', '2025-01-31T10:00:00.000Z'],
    ['2025-01-31T10:00:00.5+02:00', '2025-01-31T08:00:00.500Z'],
  ])('%s', (given, since) => {
    expect(read({ GITHUB_SINCE: given }).since?.toISOString()).toBe(since)
  })

  it.each(['yesterday', '5', '31.01.2025', '2025-02-30', '2025-13-01', '2025-01-31T10:00', '1969-12-31', '2100-01-01'])(
    'means no instant, or one that GitHub does not take: %s',
    (given) => {
      expect(refusal({ GITHUB_ORG: 'acme', GITHUB_SINCE: given })).toBe(
        'GITHUB_SINCE is a date such as 2025-01-31, between 1970 and 2099.',
      )
    },
  )
})

describe('GITHUB_MAXIMUM_WAIT_MINUTES', () => {
  it.each([
    ['0', 0],
    ['1.5', 90_000],
    ['120', 7_200_000],
  ])('%s', (given, maximumWaitMs) => {
    expect(read({ GITHUB_MAXIMUM_WAIT_MINUTES: given })).toMatchObject({ maximumWaitMs })
  })

  it.each(['-1', 'long', 'Infinity', 'NaN'])('is no number of minutes: %s', (given) => {
    expect(refusal({ GITHUB_ORG: 'acme', GITHUB_MAXIMUM_WAIT_MINUTES: given })).toBe(
      'GITHUB_MAXIMUM_WAIT_MINUTES is a number of minutes from 0.',
    )
  })
})
