import { canonicalPath } from './remote-path.js'

/** What only a deployment of the vendors knows. */
export interface RemoteKeyOptions {
  /**
   * Other names of hosts: name to name, each with its port where it has an unusual one, as in
   * `{ 'git.internal:8443': 'gitlab.acme.example' }`. Default: none.
   */
  aliases?: Readonly<Record<string, string>>
  /** Hosts whose paths are the same in any case, such as a GitHub or GitLab server of one's own. Default: the public ones. */
  caseInsensitiveHosts?: readonly string[]
}

const alwaysCaseInsensitive = new Set(['github.com', 'gitlab.com', 'bitbucket.org', 'dev.azure.com'])

/** Hosts by which the same repositories can be had through ports that firewalls let pass. */
const sameHosts: ReadonlyMap<string, string> = new Map([
  ['www.github.com', 'github.com'],
  ['ssh.github.com', 'github.com'],
  ['altssh.gitlab.com', 'gitlab.com'],
  ['altssh.bitbucket.org', 'bitbucket.org'],
  ['ssh.dev.azure.com', 'dev.azure.com'],
  ['vs-ssh.visualstudio.com', 'dev.azure.com'],
])

const web = /^(?:git\+)?https?$/
const shell = /^(?:git|ssh|git\+ssh|ssh\+git)$/

/** An index of Postgres holds no text beyond about 2,700 bytes; no host has addresses as long as this. */
const longest = 1000

/**
 * Key of the repository behind an address: `host/path`, the same for every way to write it, and without user, password
 * and query. Rows of different vendors that are about one repository meet by it.
 *
 * Forks have keys of their own, and so have mirrors on other hosts, unless an alias says otherwise.
 *
 * @returns null for what leads to no other machine, such as a folder, and for what is no address.
 * @example
 * ```ts
 * import { remoteKeyOf } from '@data-import/model'
 *
 * remoteKeyOf('git@github.com:Acme/Web.git') // 'github.com/acme/web'
 * remoteKeyOf('https://bo:hunter22@github.com/acme/web/') // 'github.com/acme/web'
 * remoteKeyOf('/srv/git/web.git') // null
 * ```
 */
export function remoteKeyOf(
  address: string | null | undefined,
  { aliases = {}, caseInsensitiveHosts = [] }: RemoteKeyOptions = {},
): string | null {
  const parts = partsOf(address?.trim() ?? '')
  if (!parts) return null
  const named = sameHosts.get(parts.host) ?? parts.host
  const plain = `${named}${isUsualPort(parts) ? '' : `:${parts.port}`}`
  const place = canonicalPath(Object.hasOwn(aliases, plain) ? (aliases[plain] ?? plain) : plain, parts.path)
  if (!place) return null
  const isAnyCase = alwaysCaseInsensitive.has(place.host) || caseInsensitiveHosts.includes(place.host)
  const key = `${place.host}/${isAnyCase ? place.path.toLowerCase() : place.path}`
  return key.length <= longest ? key : null
}

interface Parts {
  scheme: string
  host: string
  port: string
  path: string
}

function partsOf(address: string): Parts | null {
  const [, scheme, authority, path] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)/i.exec(address) ?? []
  if (scheme !== undefined) return withHost(scheme.toLowerCase(), authority ?? '', path ?? '')
  // A colon before the first slash, as ssh has it; a single letter before it is a drive.
  const [, bracketed, plain, shellPath] = /^(?:\[([^\]/]+)\]|([^/:[\]\\]{2,})):([^:\\][^\\]*)$/.exec(address) ?? []
  if (shellPath === undefined || /^(?:https?|file|ssh|git)$/i.test(plain ?? '')) return null
  return withHost('ssh', bracketed ?? plain ?? '', shellPath)
}

function withHost(scheme: string, authority: string, path: string): Parts | null {
  if (!web.test(scheme) && !shell.test(scheme)) return null
  const place = authority.slice(authority.lastIndexOf('@') + 1)
  const [, host, port = ''] = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+?)\.?(?::(\d*))?$/i.exec(place) ?? []
  return host === undefined ? null : { scheme, host: host.toLowerCase(), port, path }
}

/** The port of ssh says where the server listens; another one of the web may be another server. */
function isUsualPort({ scheme, port }: Parts): boolean {
  return shell.test(scheme) || ['', '80', '443'].includes(port)
}
