import { ConfigurationError, TransientError } from '../errors/import-error.js'

/** A value of a query parameter; dates are sent as ISO texts. */
export type QueryValue = string | number | boolean | Date

/** Query parameters; undefined ones are left out, those of a list are repeated. */
export type Query = Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>

/** @throws {ConfigurationError} for what is no address of a web server. Shows no credentials. */
export function readBaseUrl(name: string, given: string): URL {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new ConfigurationError(`The address of ${name} must begin with https:// or http:// and name a host.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new ConfigurationError(`The address of ${name} holds credentials: leave them out, they belong in a header.`)
  }
  if (url.search !== '' || url.hash !== '') {
    throw new ConfigurationError(`The address of ${name} holds a query or a #: leave them out, they would be lost.`)
  }
  return url
}

/** What a reader of addresses makes another path of: a fragment, a step up, what counts as a slash or as nothing. */
const ambiguous = /[#\t\n\r]|^[^?]*\\|^([^?]*\/)?(\.|%2e){1,2}(\/|\?|$)/i

/**
 * The whole address of a question.
 * @param path below the base address, or a whole address on its origin, as a next link is
 * @throws {ConfigurationError} for another origin, and for a path that would lead elsewhere than it says;
 * @throws {TransientError} for what is no address.
 */
export function addressOf(name: string, base: URL, path: string, query: Query = {}): URL {
  const isWhole = /^https?:\/\//i.test(path)
  if (!isWhole && ambiguous.test(path)) {
    throw new ConfigurationError(
      `A path for ${name} holds a #, a \\, a line break, "." or "..": put foreign values into it with encodeURIComponent, and skip those that are "." or "..".`,
    )
  }
  const below = `${base.origin}${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\//, '')}`
  const address = isWhole ? path : below
  if (!URL.canParse(address)) throw new TransientError(`${name} names an address that is none.`)
  const url = new URL(address)
  if (url.origin !== base.origin) {
    throw new ConfigurationError(
      `${name} points to another host (${url.origin}): requests with the credentials stay on ${base.origin}. Is the configured address right?`,
    )
  }
  url.username = ''
  url.password = ''
  for (const [key, given] of Object.entries(query)) {
    if (given === undefined) continue
    url.searchParams.delete(key)
    for (const value of [given].flat()) url.searchParams.append(key, textOf(value as QueryValue))
  }
  return url
}

function textOf(value: QueryValue): string {
  return value instanceof Date ? value.toISOString() : String(value)
}
