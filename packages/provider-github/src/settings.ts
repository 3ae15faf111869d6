import { createPrivateKey } from 'node:crypto'
import { ConfigurationError } from '@data-import/core/provider'
import { readMinutes, readNamePatterns, readSince } from '@data-import/http'

/** How requests are authorised. */
export type Credentials =
  | TokenCredentials
  | { kind: 'app'; appId: string; privateKey: string; installationId: number | null }
  | { kind: 'anonymous' }

/** A token, and those that share its work. */
export interface TokenCredentials {
  kind: 'token'
  token: string
  /** Default: none. */
  others?: readonly string[]
  /** What people call it where there are several: `token 2 of 3 (…wxyz)`. Default: it is the only one. */
  name?: string
}

/** A data source's configuration, read. */
export interface Settings {
  credentials: Credentials
  /** Login of the organisation or user whose repositories are imported. */
  owner: string
  ownerKind: 'organization' | 'user'
  /** Base of the REST API, without a slash at the end. */
  apiUrl: string
  /** Whether a repository of this name is wanted. */
  isWanted(name: string): boolean
  /** Whether it may be that some are not wanted. */
  isFiltered: boolean
  /** Start of a first import; null: each resource's own window. */
  since: Date | null
  /** Whether jobs are asked for by what tells when they were created, a request for each run. */
  hasJobDetails: boolean
  /** What a request may wait for a limit, in milliseconds. */
  maximumWaitMs: number
}

/** Of less than this, four letters would be too much of a secret. */
const shortestShown = 20

export const defaultApiUrl = 'https://api.github.com'
export const defaultMaximumWaitMinutes = 15

/**
 * Reads the configuration keys.
 * @throws {ConfigurationError} for what is missing or can't be read; no message holds a secret.
 */
export function readSettings(env: Record<string, string>): Settings {
  const value = (key: string) => env[key]?.trim() ?? ''
  const organization = value('GITHUB_ORG')
  const user = value('GITHUB_USER')
  if ((organization === '') === (user === '')) {
    throw new ConfigurationError('Set GITHUB_ORG to an organisation or GITHUB_USER to a user, one of the two.')
  }
  const owner = organization || user
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})$/.test(owner)) {
    throw new ConfigurationError(`${organization ? 'GITHUB_ORG' : 'GITHUB_USER'} is not a login: give the name alone.`)
  }
  return {
    credentials: readCredentials(value),
    owner,
    ownerKind: organization ? 'organization' : 'user',
    apiUrl: readApiUrl(value('GITHUB_API_URL')),
    isWanted: readPatterns(value),
    isFiltered: value('GITHUB_INCLUDE') !== '' || value('GITHUB_EXCLUDE') !== '',
    since: readSince('GITHUB_SINCE', value('GITHUB_SINCE')),
    hasJobDetails: readSwitch('GITHUB_JOB_DETAILS', value('GITHUB_JOB_DETAILS')),
    maximumWaitMs: readMinutes(
      'GITHUB_MAXIMUM_WAIT_MINUTES',
      value('GITHUB_MAXIMUM_WAIT_MINUTES'),
      defaultMaximumWaitMinutes,
    ),
  }
}

function readCredentials(value: (key: string) => string): Credentials {
  const token = value('GITHUB_TOKEN')
  const appId = value('GITHUB_APP_ID')
  const privateKey = value('GITHUB_APP_PRIVATE_KEY')
  const installation = value('GITHUB_APP_INSTALLATION_ID')
  if (appId === '' && privateKey === '' && installation === '') {
    return token === '' ? { kind: 'anonymous' } : readTokens(token)
  }
  if (token !== '') throw new ConfigurationError('Set GITHUB_TOKEN or the GITHUB_APP_… keys, not both.')
  if (appId === '' || privateKey === '') {
    throw new ConfigurationError('A GitHub App needs both GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY.')
  }
  if (!/^(\d+|Iv[\w.]+)$/.test(appId))
    throw new ConfigurationError('GITHUB_APP_ID is the number or client id of the App.')
  if (!/^([1-9]\d{0,14})?$/.test(installation)) throw new ConfigurationError('GITHUB_APP_INSTALLATION_ID is a number.')
  const installationId = installation === '' ? null : Number(installation)
  return { kind: 'app', appId, privateKey: readPrivateKey(privateKey), installationId }
}

/** One a line. */
function readTokens(given: string): Credentials {
  const lines = given.split(/\r?\n/).map((line) => line.trim())
  const [token = '', ...others] = [...new Set(lines.filter((line) => line !== ''))]
  // A header can't hold it, and the runtime's own error would show it.
  if (![token, ...others].every((one) => /^[\x21-\x7e]+$/.test(one))) {
    throw new ConfigurationError('GITHUB_TOKEN holds characters that no token has.')
  }
  return { kind: 'token', token, ...(others.length > 0 && { others }) }
}

/** The settings with each token alone, by the place that it has and its last letters. */
export function eachToken(settings: Settings): Settings[] {
  const { credentials } = settings
  if (credentials.kind !== 'token' || !credentials.others) return [settings]
  const tokens = [credentials.token, ...credentials.others]
  return tokens.map((token, index) => {
    const end = token.length >= shortestShown ? ` (…${token.slice(-4)})` : ''
    return { ...settings, credentials: { kind: 'token', token, name: `token ${index + 1} of ${tokens.length}${end}` } }
  })
}

/** As a file has it, or in one line with `\n` for the line ends, as environments do. */
function readPrivateKey(given: string): string {
  try {
    const key = createPrivateKey(given.replaceAll('\\n', '\n'))
    return key.export({ type: 'pkcs8', format: 'pem' }).toString()
  } catch {
    throw new ConfigurationError('GITHUB_APP_PRIVATE_KEY is no private key: give the whole content of the .pem file.')
  }
}

function readApiUrl(given: string): string {
  const url = URL.canParse(given || defaultApiUrl) ? new URL(given || defaultApiUrl) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new ConfigurationError(
      'GITHUB_API_URL is the address of the REST API: https://HOST/api/v3 for an Enterprise Server.',
    )
  }
  return withoutEnd(url.href, '/')
}

/** Not by a regular expression, whose time grows with the square of a row of slashes. */
function withoutEnd(text: string, ending: string): string {
  let end = text.length
  while (text[end - 1] === ending) end -= 1
  return text.slice(0, end)
}

function readPatterns(value: (key: string) => string): (name: string) => boolean {
  const isIncluded = readNamePatterns('GITHUB_INCLUDE', value('GITHUB_INCLUDE'))
  const isExcluded = readNamePatterns('GITHUB_EXCLUDE', value('GITHUB_EXCLUDE'))
  return (name) => (isIncluded?.(name) ?? true) && !(isExcluded?.(name) ?? false)
}

function readSwitch(key: string, given: string): boolean {
  if (given === '' || given === 'false') return false
  if (given === 'true') return true
  throw new ConfigurationError(`${key} is true or false.`)
}
