import { isSecretName } from './secret-name.js'

/** Shorter parts of a list may be part of any text. */
const shortestOfList = 8
const mostLevels = 20

/**
 * What of a configuration value must not be shown. Of an address its credentials, in front of the host and in its query,
 * never the address itself: it says what something is, and two of them must not look the same. Of a secret: all of it, each
 * value of a list, and what is secret inside of JSON. Of any other value: the credentials of addresses in it.
 */
export function secretParts(value: string, isSecret: boolean): string[] {
  const pieces = value.split(isSecret ? /[\r\n,;]+/ : /[\s,;]+/).map((piece) => piece.trim())
  const credentials = value.split(/[\s,;]+/).flatMap(credentialsOfAddress)
  if (!isSecret) return unique(credentials)
  const json = readJson(value)
  if (json !== undefined) return unique([value, ...credentials, ...secretsOfJson(json)])
  const others = pieces.filter((piece) => piece !== '' && !isAddress(piece))
  const whole = others.length > 0 ? [value] : []
  const listed = pieces.length > 1 ? others.filter(({ length }) => length >= shortestOfList) : []
  const paths = pieces.filter((piece) => isAddress(piece) && credentialsOfAddress(piece).length === 0)
  return unique([...whole, ...listed, ...credentials, ...paths.flatMap(secretsOfPath)])
}

/** Whether a value holds a password although nobody said that it is secret: `https://user:password@host`. */
export function holdsPassword(value: string): boolean {
  return value.split(/[\s,;]+/).some((part) => credentialsOfAddress(part).length > 0)
}

const unique = (parts: readonly string[]) => [...new Set(parts)].filter((part) => part !== '')

/** `https://host/path`, and as Git and SSH write it: `git@host:path`, `deploy@host:path.git`. */
function isAddress(text: string): boolean {
  return isUrl(text) || /^(git@[\w.-]+:\S+|[\w.-]+@[\w.-]+:\S+\.git)$/.test(text)
}

function isUrl(text: string): boolean {
  return /^[a-z][a-z0-9+.-]{0,30}:\/\//i.test(text) && URL.canParse(text)
}

function credentialsOfAddress(text: string): string[] {
  if (!isUrl(text)) return []
  const { username, password, searchParams, search } = new URL(text)
  // A user alone is a token (`https://TOKEN@host`) or a mere name (`ssh://git@host`), which is too short to be one.
  const user = password !== '' ? password : username.length >= 16 ? username : ''
  const query = [...searchParams].flatMap(([name, given]) => (isCredential(name) ? [given] : []))
  const asWritten = search
    .slice(1)
    .split('&')
    .flatMap((pair) => (isCredential(pair.split('=', 1)[0] ?? '') ? [pair.slice(pair.indexOf('=') + 1)] : []))
  return unique([user, decoded(user), ...query, ...asWritten])
}

function isCredential(parameter: string): boolean {
  return isSecretName(parameter) || /^(sig|signature|x-amz-(signature|credential))$/i.test(parameter)
}

/** An address that somebody marked as secret, without credentials: what is drawn by lot in its path, as of a web hook. */
function secretsOfPath(text: string): string[] {
  if (!isUrl(text)) return []
  const segments = new URL(text).pathname.split('/')
  return segments.filter((one) => /^\w{20,}$/.test(one) && /[0-9]/.test(one) && /[a-z]/.test(one) && /[A-Z]/.test(one))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function readJson(value: string): unknown {
  if (!/^\s*[{[]/.test(value)) return undefined
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

/** In any depth, what stands under a secret's name: a service account's private key, the password of one of several logins. */
function secretsOfJson(given: unknown, isUnderSecretName = false, level = 0): string[] {
  if (level > mostLevels) return []
  if (typeof given === 'string') return isUnderSecretName ? [given] : given.split(/\s+/).flatMap(credentialsOfAddress)
  if (typeof given === 'number') return isUnderSecretName ? [String(given)] : []
  if (typeof given !== 'object' || given === null) return []
  if (Array.isArray(given)) return given.flatMap((one) => secretsOfJson(one, isUnderSecretName, level + 1))
  return Object.entries(given).flatMap(([name, field]) =>
    secretsOfJson(field, isUnderSecretName || isSecretName(name), level + 1),
  )
}
