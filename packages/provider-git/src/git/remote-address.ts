import { ConfigurationError } from '@data-import/core/provider'

/** What a server of the web is to be told, apart from the address. */
export interface Credentials {
  /** Scheme and host that they are for. */
  origin: string
  username: string
  password: string
}

/** A repository on another machine. Nothing in it but `credentials` is secret. */
export interface RemoteAddress {
  /** What git is given. */
  fetchUrl: string
  /** What is stored and shown: the address without password, and for the web without user. */
  url: string
  /** Equal for spellings of one address. */
  identity: string
  /** The last part of the path, without `.git`. */
  name: string
  /** The path, without `.git`. */
  fullName: string
  credentials?: Credentials
  /** Whether a server of the web may lead git to another address. Default: true. */
  followsRedirects?: boolean
}

const allowed = new Set(['https:', 'http:', 'ssh:', 'git:', 'file:'])
const helper = /^[a-z0-9+.-]+::/i
const scpLike = /^((?:[^@/:\s]+@)?[^@/:\s]+):([^:\s][^\s]*)$/

/**
 * Parses an address that git can fetch from: https, http, ssh, git, file, or `user@host:path`.
 * @throws {ConfigurationError} for anything else; the message doesn't repeat the address, which may hold a password.
 */
export function parseRemoteAddress(text: string): RemoteAddress {
  if (text.startsWith('-')) throw refusal('begins with "-", which git would take for an option')
  if (helper.test(text)) throw refusal('names a transport helper ("helper::"), which may run any program')
  if (!text.includes('://')) return scpAddress(text)
  const url = urlOf(text)
  if (!allowed.has(url.protocol)) throw refusal(`has the scheme ${url.protocol}//`)
  if (url.hostname.startsWith('-')) throw refusal('has a host that begins with "-"')
  if (url.protocol !== 'file:' && url.hostname === '') throw refusal('has no host')
  if (url.protocol === 'file:') return fileAddress(url)
  // git hands the address to a program of its own, and everybody on the machine may read a program's arguments.
  if (url.search !== '')
    throw refusal('has a query ("?…"): put user and token in front of the host, as in https://USER:TOKEN@HOST/PATH')
  return urlAddress(url)
}

function urlAddress(url: URL): RemoteAddress {
  const isSsh = url.protocol === 'ssh:'
  const { username, password } = url
  const fetched = new URL(url)
  fetched.password = ''
  if (!isSsh) fetched.username = ''
  fetched.hash = ''
  const path = plainPath(url.pathname)
  const hasCredentials = /^https?:$/.test(url.protocol) && (username !== '' || password !== '')
  return {
    fetchUrl: fetched.href,
    url: fetched.href,
    identity: fetched.href.slice(0, fetched.href.length - fetched.pathname.length) + path,
    ...names(path),
    ...(hasCredentials && {
      credentials: { origin: url.origin, username: decoded(username), password: decoded(password) },
    }),
  }
}

function fileAddress(url: URL): RemoteAddress {
  // In a name of a folder these are letters like others.
  const path = plainPath(`${url.pathname}${url.search}${url.hash}`)
  return { fetchUrl: url.href, url: url.href, identity: `file://${path}`, ...names(path) }
}

function scpAddress(text: string): RemoteAddress {
  const [, host, path] = scpLike.exec(text) ?? []
  if (!host || !path) throw refusal('is no address; a folder on this machine belongs into GIT_PATH')
  if (host.startsWith('-') || host.includes('@-')) throw refusal('has a host that begins with "-"')
  return { fetchUrl: text, url: text, identity: `${host.toLowerCase()}:${plainPath(path)}`, ...names(plainPath(path)) }
}

function urlOf(text: string): URL {
  try {
    return new URL(text)
  } catch {
    // The parser's own error repeats the text.
    throw refusal('is not a valid address; percent-encode special characters in user name and password')
  }
}

function plainPath(path: string): string {
  return path.replace(/\/+$/, '').replace(/\.git$/, '')
}

function names(path: string): { name: string; fullName: string } {
  const fullName = decoded(path.replace(/^[/~]+|\/+$/g, ''))
  return { name: fullName.slice(fullName.lastIndexOf('/') + 1) || fullName, fullName }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function refusal(why: string): ConfigurationError {
  return new ConfigurationError(
    `The address ${why}. GIT_URL takes https://, http://, ssh://, git://, file:// and user@host:path.`,
  )
}
