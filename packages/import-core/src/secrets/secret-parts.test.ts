import { expect, it } from 'vitest'
import { isSecretName } from './secret-name.js'
import { secretParts } from './secret-parts.js'

it('takes the credentials of an address for the secret, never the address, so that two of them stay two', () => {
  const one = 'https://bob:hunter22@git.acme.example/one'
  const two = 'https://git.acme.example/two?private_token=tok%2Fen-of-two&depth=1'
  const three = 'https://ghp_0123456789abcdef@git.acme.example/three'
  const four = 'git@git.acme.example:acme/four'
  for (const isSecret of [true, false]) {
    expect(secretParts([one, two, three, four].join('\n'), isSecret)).toEqual([
      'hunter22',
      'tok/en-of-two',
      'tok%2Fen-of-two',
      'ghp_0123456789abcdef',
    ])
    for (const address of ['https://git.acme.example/one', 'ssh://git@git.acme.example/x', 'file:///srv/one.git']) {
      expect(secretParts(address, isSecret)).toEqual([])
    }
    expect(secretParts('git@git.acme.example:acme/one\ndeploy@git.acme.example:two.git', isSecret)).toEqual([])
  }
})

it('takes what is drawn by lot in a secret address, such as a web hook, and an e-mail with its token whole', () => {
  expect(secretParts('https://hooks.acme.example/services/T024/B07/x7Kd93mQp02LaZr8Yt51', true)).toEqual([
    'x7Kd93mQp02LaZr8Yt51',
  ])
  expect(secretParts('me@acme.example:ATATT3xFfGF0', true)).toEqual(['me@acme.example:ATATT3xFfGF0'])
})

it('takes each value of a list, but no single words of a phrase', () => {
  expect(secretParts('first-token,second-token; third-token\nfourth-token,ab', true)).toEqual([
    'first-token,second-token; third-token\nfourth-token,ab',
    'first-token',
    'second-token',
    'third-token',
    'fourth-token',
  ])
  expect(secretParts('correct horse battery', true)).toEqual(['correct horse battery'])
  expect(secretParts('a-name, another-name', false)).toEqual([])
})

it('finds what is secret in JSON in any depth, in lists and beside addresses', () => {
  const json = JSON.stringify({
    type: 'service_account',
    logins: [{ user: 'bob', password: 'deep-password', pins: 1 }],
    oauth: { credentials: { first: 'under-credentials', more: ['in-a-list', 12345] } },
    url: 'https://bob:in-address@acme.example/',
    token_uri: 'https://acme.example/token',
  })
  const parts = secretParts(json, true)
  expect(parts).toEqual([json, 'deep-password', 'under-credentials', 'in-a-list', '12345', 'in-address'])
  expect(secretParts('[{"api_key":"in-an-array"}]', true)).toContain('in-an-array')
})

it('knows secrets by their names, and what only sounds like one', () => {
  for (const name of [
    'FORGE_TOKEN',
    'DB_PASSWORD',
    'CLIENT_SECRET',
    'API_KEY',
    'SSH_KEY',
    'GITHUB_PAT',
    'privateKey',
    'x.auth',
  ]) {
    expect(isSecretName(name), name).toBe(true)
  }
  for (const name of [
    'PROJECT_KEY',
    'PUBLIC_KEY',
    'TOKEN_URL',
    'token_uri',
    'SECRET_NAME',
    'TOKEN_EXPIRY',
    'MONKEY',
    'PATH',
    'INCLUDE_PRIVATE',
    'AUTHOR',
    'CLIENT_ID',
  ]) {
    expect(isSecretName(name), name).toBe(false)
  }
})
