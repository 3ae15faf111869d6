import { entriesOf } from './header-entries.js'

/** Shorter words may be part of any text. */
const shortestSecret = 8

/** Of these no value is a secret. */
const harmless: ReadonlySet<string> = new Set(['accept', 'accept-language', 'content-type', 'user-agent'])

/**
 * Makes what replaces the values of headers and of a query in a text by `***`: an outside system may repeat them in its
 * errors. Give it the whole text: a value that is cut is not found.
 */
export function createSecretFilter(headers: Headers, query = new URLSearchParams()): (text: string) => string {
  const sent = entriesOf(headers).flatMap(([key, value]) => (harmless.has(key) ? [] : [value, ...value.split(/\s+/)]))
  const asked = [...query.values()].flatMap((value) => [value, encodeURIComponent(value)])
  const secrets = [...sent, ...asked]
    .filter((value) => value.length >= shortestSecret)
    .sort((a, b) => b.length - a.length)
  return (text) => secrets.reduce((safe, secret) => safe.replaceAll(secret, '***'), text)
}
