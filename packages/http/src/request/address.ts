import { ConfigurationError, TransientError } from '@data-import/core/provider'

/** A value of a query parameter; dates are sent as ISO texts. */
export type QueryValue = string | number | boolean | Date

/** A query as it is now: what is done to its lists and dates later must not change what is asked. */
export function copyQuery(query: Query): Query {
  const copy = (value: QueryValue): QueryValue => (value instanceof Date ? new Date(value) : value)
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      // The type guard of the runtime doesn't know lists that can't be changed.
      Array.isArray(value) ? value.map(copy) : copy(value as QueryValue),
    ]),
  )
}

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

/** What becomes of a whole address of another origin. */
export type ForeignLinks = 'refuse' | 'path'

/** Whose addresses are read. */
export interface AddressBase {
  name: string
  base: URL
  foreignLinks?: ForeignLinks | undefined
}

/**
 * The whole address of a question.
 * @param path below the base address, or a whole address on its origin, as a next link is
 * @throws {ConfigurationError} for another origin, and for a path that would lead elsewhere than it says;
 * @throws {TransientError} for what is no address.
 */
export function addressOf({ name, base, foreignLinks = 'refuse' }: AddressBase, path: string, query: Query = {}): URL {
  const isWhole = /^https?:\/\//i.test(path)
  if (!isWhole && ambiguous.test(path)) {
    throw new ConfigurationError(
      `A path for ${name} holds a #, a \\, a line break, "." or "..": put foreign values into it with encodeURIComponent, and skip those that are "." or "..".`,
    )
  }
  const below = `${base.origin}${base.pathname.replace(/\/+$/, '')}/${path.replace(/^\//, '')}`
  const address = isWhole ? path : below
  if (!URL.canParse(address)) throw new TransientError(`${name} names an address that is none.`)
  const given = new URL(address)
  if (given.origin !== base.origin && foreignLinks === 'refuse') {
    throw new ConfigurationError(
      `${name} points to another host (${given.origin}): requests with the credentials stay on ${base.origin}. Is the configured address right? If it is, and a proxy prints its own host, foreignLinks: 'path' of createHttpSource asks for such links on the configured one.`,
    )
  }
  const url = new URL(`${base.origin}${given.pathname}${given.search}`)
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
