import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { HttpError } from '../errors/http-error.js'
import { ConfigurationError } from '../errors/import-error.js'
import { createRedactor } from './create-redactor.js'

const secret = 'canary-value'
const redactor = createRedactor([secret])
const shown = (error: Error) =>
  [
    inspect(error, { showHidden: true, getters: true, depth: 12 }),
    JSON.stringify(error),
    JSON.stringify({ error }),
    `${error}`,
    String(error),
    error.toString(),
    error.toLocaleString(),
    String(error.valueOf()),
    ...Reflect.ownKeys(error).map(String),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
  ].join('\n')

class Talkative extends Error {
  get url() {
    return `https://acme.example/?t=${secret}`
  }
  get request() {
    return { headers: { authorization: secret } }
  }
  get status() {
    return 418
  }
  override toString() {
    return `all of it: ${secret}`
  }
  toJSON() {
    return { secret }
  }
  override valueOf() {
    return secret
  }
  override toLocaleString() {
    return secret
  }
  [Symbol.toPrimitive]() {
    return secret
  }
  [inspect.custom]() {
    return secret
  }
}
class MoreTalkative extends Talkative {}

it('lets no method and no getter of the error, its class or a class above tell a secret', () => {
  for (const given of [
    new Talkative('x'),
    new MoreTalkative('x'),
    Object.assign(new Error('x'), { toJSON: () => secret, toString: () => secret, [inspect.custom]: () => secret }),
    new Error('outer', { cause: new MoreTalkative('x') }),
    new AggregateError([new Talkative('x')], 'outer'),
    Object.assign(new Error('x'), { inner: new Talkative('x') }),
  ]) {
    expect(shown(redactor.error(given))).not.toContain(secret)
  }
  const safe = redactor.error(new MoreTalkative('x'))
  expect(safe).toBeInstanceOf(MoreTalkative)
  expect(safe).toMatchObject({ message: 'x', url: 'https://acme.example/?t=***', status: 418 })
  expect(safe.toString()).toBe('Error: x')
})

it('masks names of properties and of symbols, and own getters', () => {
  const error = Object.assign(new Error('x'), { [`header ${secret}`]: 1, [Symbol(secret)]: 'x' })
  Object.defineProperty(error, 'lazy', { get: () => secret, enumerable: true })
  const safe = redactor.error(error)
  expect(shown(safe)).not.toContain(secret)
  expect(safe).toMatchObject({ 'header ***': 1, lazy: '***' })
})

it('takes what answers to no look', () => {
  const closed = new Proxy(new Error(secret), {
    getPrototypeOf() {
      throw new Error(secret)
    },
    ownKeys() {
      throw new Error(secret)
    },
  })
  expect(shown(redactor.error(closed))).not.toContain(secret)
})

it('keeps what is ours and what is of the runtime', () => {
  const http = redactor.error(new HttpError('no', { status: 404 }))
  expect(HttpError.isInstance(http)).toBe(true)
  expect(http).toMatchObject({ status: 404, recovery: 'configure', name: 'HttpError' })
  expect(ConfigurationError.isInstance(redactor.error(new ConfigurationError('x')))).toBe(true)
  expect(redactor.error(new DOMException(secret, 'AbortError'))).toMatchObject({ name: 'AbortError', message: '***' })
})
