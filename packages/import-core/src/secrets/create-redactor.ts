import { inspect } from 'node:util'

/** Replaces secrets in whatever leaves the system. */
export interface Redactor {
  text(text: string): string
  /** A copy of the error whose message, stack, causes and own fields hold no secret. Always an `Error`. */
  error(error: unknown): Error
}

const mask = '***'
/** `scheme://user:password@host`; a password may hold an `@`. */
const credentials = /([a-z][a-z0-9+.-]*:\/\/)(?:[^\s/@:]*:[^\s/]*|[^\s/@:]*)@/gi

/** Knows the secret values of one data source; masks credentials in URLs always. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const values = secrets
    .flatMap((secret) => [secret, ...secret.split('\n')])
    .map((secret) => secret.trim())
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...inBase64(secret)])
    .sort((a, b) => b.length - a.length)
  const text = (given: string) => {
    let redacted = given
    for (const value of values) redacted = redacted.replaceAll(value, mask)
    return redacted.replace(credentials, `$1${mask}@`)
  }
  return { text, error: (given) => redactError(given, text, 0) }
}

/** A secret inside a longer base64 text, as in an `Authorization` header, has one of three forms. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2]
    .map((offset) => {
      const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
      return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
    })
    .filter((part) => part.length >= 6)
}

/** Own data properties, because the accessors of some kinds (DOMException) refuse a copy. */
function redactError(given: unknown, text: (given: string) => string, depth: number): Error {
  if (!(given instanceof Error)) return new Error(text(describe(given)))
  if (depth > 8) return new Error(mask)
  const copy = Object.create(Object.getPrototypeOf(given) as object) as Error
  const define = (key: PropertyKey, value: unknown, enumerable: boolean) =>
    Object.defineProperty(copy, key, { value, enumerable, writable: true, configurable: true })
  for (const key of Reflect.ownKeys(given)) {
    const value = (given as unknown as Record<PropertyKey, unknown>)[key]
    if (value instanceof Error) define(key, redactError(value, text, depth + 1), key !== 'cause')
    else if (typeof value === 'string') define(key, text(value), true)
    else if (typeof value === 'number' || typeof value === 'boolean') define(key, value, typeof key === 'string')
    else if (key === 'errors' && Array.isArray(value))
      define(
        key,
        value.map((one) => redactError(one, text, depth + 1)),
        false,
      )
    else if (key === 'cause') define(key, redactError(value, text, depth + 1), false)
  }
  define('name', text(String(given.name)), false)
  define('message', text(String(given.message)), false)
  define('stack', text(String(given.stack)), false)
  return copy
}

function describe(given: unknown): string {
  return typeof given === 'string' ? given : inspect(given, { depth: 4 })
}
