import { expect, it } from 'vitest'
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
