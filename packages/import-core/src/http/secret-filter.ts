import { entriesOf } from './header-entries.js'

/** Shorter words may be part of any text. */
const shortestSecret = 8

/** Of these no value is a secret. */
const harmless: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-type', 'user-agent'])

/** Makes what replaces the values of headers in a text by `***`: an outside system may repeat them in its errors. */
export function createSecretFilter(headers: Headers): (text: string) => string {
  const values = entriesOf(headers).flatMap(([key, value]) => (harmless.has(key) ? [] : [value, ...value.split(/\s+/)]))
  const secrets = values.filter((value) => value.length >= shortestSecret).sort((a, b) => b.length - a.length)
  return (text) => secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text)
}
