import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '../errors/import-error.js'
import { createRedactor } from './create-redactor.js'

const secret = 'canary/s3cr3t+value'
const redactor = createRedactor([secret, 'first\nsecond-line'])

it('masks secrets, their URL-encoded form, each of their lines, and credentials in any URL', () => {
  const text = `${secret} ${encodeURIComponent(secret)} second-line https://user:hunter2@git.acme.example/x ssh://deploy@acme.example`
  expect(redactor.text(text)).toBe('*** *** *** https://***@git.acme.example/x ssh://***@acme.example')
})

it('masks messages, stacks, causes and fields of errors, and keeps their kind', () => {
  const error = Object.assign(new ConfigurationError(`bad ${secret}`, { cause: new Error(`deep ${secret}`) }), {
    url: secret,
  })
  const safe = redactor.error(error)
  expect(safe).toBeInstanceOf(ConfigurationError)
  expect(safe).toMatchObject({ message: 'bad ***', url: '***', recovery: 'configure', cause: { message: 'deep ***' } })
  expect((safe as Error).stack).not.toContain(secret)
  expect(error.message).toContain(secret)
})

it('leaves short values alone, which would mask half of every message', () => {
  expect(createRedactor(['a', 'on']).text('an onion')).toBe('an onion')
})

describe('every form of a secret', () => {
  const odd = `a&b<"c">\\d'é/+= f`
  const bytes = Buffer.from(odd)
  const header = (prefix: string) => Buffer.from(`${prefix}${odd}`).toString('base64')
  it.each([
    ['as it is', odd],
    ['URL-encoded', encodeURIComponent(odd)],
    ['URL-encoded in lower case', encodeURIComponent(odd).toLowerCase()],
    ['of a form', new URLSearchParams({ x: odd }).toString().slice(2).replaceAll('%27', "'")],
    ['in JSON', JSON.stringify(odd)],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(odd))],
    ['in what a debugger shows', inspect({ odd })],
    ['in HTML', odd.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')],
    ['in hexadecimal', bytes.toString('hex')],
    ['in capital hexadecimal', bytes.toString('hex').toUpperCase()],
    ['in base64 after three letters', header('abc')],
    ['in base64 after a user and a colon', header('u:')],
    ['in base64url', Buffer.from(`user:${odd}`).toString('base64url')],
  ])('is masked: %s', (_, text) => {
    const redacted = createRedactor([odd]).text(`before ${text} after`)
    expect(redacted).toMatch(/^before .*\*\*\*.* after$/)
    expect(redacted.length).toBeLessThan(`before ${text} after`.length - 12)
  })
})

it('masks the password inside an address, and the private key inside JSON, where they stand alone', () => {
  const redactor = createRedactor([
    'https://bob:pass%2Fword@git.acme.example/x',
    JSON.stringify({ type: 'service_account', private_key: 'very-private' }),
  ])
  expect(redactor.text('pass/word pass%2Fword very-private service_account')).toBe('*** *** *** service_account')
})

it('masks tokens in addresses and headers that nobody told it of', () => {
  expect(
    createRedactor([]).text(
      'GET /x?a=1&access_token=abc&b=2 Authorization: Bearer abc.def "authorization": "Basic dTpw"',
    ),
  ).toBe('GET /x?a=1&access_token=***&b=2 Authorization: Bearer *** "authorization": "Basic ***"')
})

it('masks the longer of two secrets that begin alike', () => {
  expect(createRedactor(['secret', 'secret-and-more']).text('secret-and-more')).toBe('***')
})

it('takes what was thrown, whatever it is', () => {
  const hostile = new Proxy(new Error('x'), {
    get: () => {
      throw new Error('no')
    },
  })
  for (const thrown of [undefined, null, 'secret', { a: { token: 'secret' } }, Symbol('secret'), hostile]) {
    expect(redactor.error(thrown)).toBeInstanceOf(Error)
    expect(createRedactor(['secret']).error(thrown).message).not.toContain('secret')
  }
})

it('reads a long text once, not once for each letter', () => {
  const before = performance.now()
  for (const part of ['a', 'a.', '://', 'a://', 'a://b:', '?token=', '@'])
    redactor.text(part.repeat(500_000 / part.length))
  expect(performance.now() - before).toBeLessThan(3_000)
})
