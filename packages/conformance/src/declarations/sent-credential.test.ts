import { expect, it } from 'vitest'
import { sentCredential } from './sent-credential.js'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const env = {
  ACME_URL: 'https://acme.example',
  ACME_PASS: 'pass-of-acme',
  ACME_LOGIN: 'ada@acme.example',
  ACME_PIN: '7',
}

function sent(headers: Record<string, string>, mayBeSent: readonly string[] = ['ACME_URL']) {
  return sentCredential([{ headers }], env, (key) => mayBeSent.includes(key))?.key
}

it.each<[what: string, headers: Record<string, string>, key: string]>([
  ['in a header of the vendor', { 'x-acme-access': 'pass-of-acme' }, 'ACME_PASS'],
  ['after a scheme', { authorization: 'Bearer pass-of-acme' }, 'ACME_PASS'],
  ['inside a cookie', { cookie: 'a=b; key=pass-of-acme' }, 'ACME_PASS'],
  ['as the password of Basic', { authorization: basic('ada@acme.example:pass-of-acme') }, 'ACME_PASS'],
  ['as the name of Basic without a password', { authorization: basic('pass-of-acme:') }, 'ACME_PASS'],
  ['as the id of a session', { 'x-session-id': 'pass-of-acme' }, 'ACME_PASS'],
  ['short, but whole', { 'x-pin': '7' }, 'ACME_PIN'],
])('finds a value that is sent %s', (_what, headers, key) => {
  expect(sent(headers)).toBe(key)
})

it.each<[what: string, headers: Record<string, string>]>([
  ['names a tenant', { 'x-acme-tenant': 'pass-of-acme', 'x-client-id': 'pass-of-acme' }],
  ['describes the request', { 'user-agent': 'import of ada@acme.example', 'accept-language': '7' }],
  ['holds a short value by chance', { 'x-acme-trace': '1728' }],
])('lets a header pass that %s', (_what, headers) => {
  expect(sent(headers)).toBeUndefined()
})

it('lets the name before a password pass, and what is declared secret', () => {
  const headers = { authorization: basic('ada@acme.example:pass-of-acme') }
  expect(sent(headers, ['ACME_URL', 'ACME_PASS'])).toBeUndefined()
})
