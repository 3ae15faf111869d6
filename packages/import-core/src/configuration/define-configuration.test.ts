import { describe, expect, expectTypeOf, it } from 'vitest'
import { ConfigurationError } from '../errors/import-error.js'
import { defineConfiguration, settingsOf } from './define-configuration.js'

const configuration = defineConfiguration([
  { key: 'FORGE_TOKEN', description: 'API token', isSecret: true, isRequired: true },
  { key: 'FORGE_URL', description: 'Address', defaultValue: 'https://forge.example' },
  { key: 'FORGE_GROUP', description: 'Group', oneOf: 'owner' },
  { key: 'FORGE_USER', description: 'User', oneOf: 'owner' },
])

it('gives a text for what is required or has a default, and nothing for an empty value', () => {
  const settings = settingsOf(configuration, { FORGE_TOKEN: ' t ', FORGE_URL: '', FORGE_USER: 'maya', OTHER: 'x' })
  expect(settings).toEqual({
    FORGE_TOKEN: 't',
    FORGE_URL: 'https://forge.example',
    FORGE_GROUP: undefined,
    FORGE_USER: 'maya',
  })
  expectTypeOf(settings.FORGE_TOKEN).toEqualTypeOf<string>()
  expectTypeOf(settings.FORGE_URL).toEqualTypeOf<string>()
  expectTypeOf(settings.FORGE_GROUP).toEqualTypeOf<string | undefined>()
})

it('names everything that is missing, with its description', () => {
  expect(() => settingsOf(configuration, { FORGE_TOKEN: '  ' })).toThrow(
    new ConfigurationError(
      'The configuration lacks FORGE_TOKEN (API token); one of FORGE_GROUP (Group), FORGE_USER (User).',
    ),
  )
})

it('refuses a misspelt field when it is compiled', () => {
  // @ts-expect-error it is `isSecret`
  expect(defineConfiguration([{ key: 'FORGE_PAT', description: 'Token', isSercet: true }])).toHaveLength(1)
})

describe('a key of an address', () => {
  const keys = defineConfiguration([{ key: 'FORGE_URL', description: 'Address', format: 'url', isRequired: true }])

  it.each(['notaurl', 'forge.example', 'ftp://forge.example', 'https://'])('takes no %s', (given) => {
    expect(() => settingsOf(keys, { FORGE_URL: given })).toThrow(
      new ConfigurationError('FORGE_URL (Address) must begin with https:// or http:// and name a host.'),
    )
  })

  it('takes no credentials, and shows none', () => {
    const read = () => settingsOf(keys, { FORGE_URL: 'https://maya:hunter2@forge.example' })
    expect(read).toThrow('FORGE_URL (Address) holds credentials')
    expect(read).not.toThrow('hunter2')
  })

  it('takes a web address, with spaces around', () => {
    const { FORGE_URL } = settingsOf(keys, { FORGE_URL: ' http://127.0.0.1:8080/api ' })
    expect(FORGE_URL).toBe('http://127.0.0.1:8080/api')
  })
})
