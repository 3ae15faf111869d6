import { ImportError } from '../errors/import-error.js'

/** Replaces secrets in whatever leaves the system. */
export interface Redactor {
  text(text: string): string
  /** A copy of the error whose message, stack, cause and own fields hold no secret. */
  error(error: unknown): unknown
}

const mask = '***'
/** `scheme://user:password@host` */
const credentials = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@:]*(?::[^\s/@]*)?@/gi

/** Knows the secret values of one data source; masks credentials in URLs always. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const values = secrets
    .flatMap((secret) => [
      secret,
      ...secret.split('\n'),
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ])
    .map((secret) => secret.trim())
    .filter((secret) => secret.length >= 4)
    .sort((a, b) => b.length - a.length)
  const text = (given: string) => {
    let redacted = given
    for (const value of values) redacted = redacted.replaceAll(value, mask)
    return redacted.replace(credentials, `$1${mask}@`)
  }
  const error = (given: unknown, depth = 0): unknown => {
    if (typeof given === 'string') return text(given)
    if (!(given instanceof Error) || depth > 8) return given instanceof Error ? mask : given
    const copy = Object.create(Object.getPrototypeOf(given) as object) as Error & Record<string, unknown>
    for (const key of Object.getOwnPropertyNames(given)) {
      const value = (given as unknown as Record<string, unknown>)[key]
      const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      if (key === 'cause' || value instanceof Error) copy[key] = error(value, depth + 1)
      else if (isPlain) copy[key] = typeof value === 'string' ? text(value) : value
    }
    return ImportError.isInstance(given) ? Object.assign(copy, { recovery: given.recovery }) : copy
  }
  return { text, error: (given) => error(given) }
}
