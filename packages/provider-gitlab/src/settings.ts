import { ConfigurationError } from '@data-import/core/provider'
import { readMinutes, readNamePatterns, readSince } from '@data-import/http'

/** How requests are authorised. */
export type Credentials =
  | { kind: 'token'; token: string }
  | { kind: 'oauth'; clientId: string; clientSecret: string; refreshToken: string }

/** Whose projects are imported. */
export type Owner =
  | { kind: 'group'; path: string }
  | { kind: 'user'; username: string }
  | { kind: 'projects'; paths: readonly string[] }

/** A data source's configuration, read. */
export interface Settings {
  credentials: Credentials
  owner: Owner
  /** Where GitLab is, without a slash at the end. */
  url: string
  /** Whether a project with this full path is wanted. */
  isWanted(path: string): boolean
  /** Start of a first import; null: each resource's own window. */
  since: Date | null
  /** What a request may wait for a limit, in milliseconds. */
  maximumWaitMs: number
}

export const defaultUrl = 'https://gitlab.com'
export const defaultMaximumWaitMinutes = 15

/**
 * Reads the configuration keys.
 * @throws {ConfigurationError} for what is missing or can't be read; no message holds a secret.
 */
export function readSettings(env: Readonly<Record<string, string>>): Settings {
  const value = (key: string) => env[key]?.trim() ?? ''
  const isIncluded = readNamePatterns('GITLAB_INCLUDE', value('GITLAB_INCLUDE'), { isPath: true })
  const isExcluded = readNamePatterns('GITLAB_EXCLUDE', value('GITLAB_EXCLUDE'), { isPath: true })
  return {
    credentials: readCredentials(value),
    owner: readOwner(value),
    url: readUrl(value('GITLAB_URL')),
    isWanted: (path) => (isIncluded?.(path) ?? true) && !(isExcluded?.(path) ?? false),
    since: readSince('GITLAB_SINCE', value('GITLAB_SINCE')),
    maximumWaitMs: readMinutes(
      'GITLAB_MAXIMUM_WAIT_MINUTES',
      value('GITLAB_MAXIMUM_WAIT_MINUTES'),
      defaultMaximumWaitMinutes,
    ),
  }
}

function readCredentials(value: (key: string) => string): Credentials {
  const token = value('GITLAB_TOKEN')
  const clientId = value('GITLAB_OAUTH_CLIENT_ID')
  const clientSecret = value('GITLAB_OAUTH_CLIENT_SECRET')
  const refreshToken = value('GITLAB_OAUTH_REFRESH_TOKEN')
  const isOauth = [clientId, clientSecret, refreshToken].some((one) => one !== '')
  if (!isOauth && token === '') {
    throw new ConfigurationError(
      'Set GITLAB_TOKEN to an access token with the scope read_api, or the GITLAB_OAUTH_… keys.',
    )
  }
  if (!isOauth) return { kind: 'token', token: readSecret('GITLAB_TOKEN', token) }
  if (token !== '') throw new ConfigurationError('Set GITLAB_TOKEN or the GITLAB_OAUTH_… keys, not both.')
  if (clientId === '' || clientSecret === '' || refreshToken === '') {
    throw new ConfigurationError(
      'OAuth needs GITLAB_OAUTH_CLIENT_ID, GITLAB_OAUTH_CLIENT_SECRET and GITLAB_OAUTH_REFRESH_TOKEN.',
    )
  }
  return { kind: 'oauth', clientId, clientSecret, refreshToken: readSecret('GITLAB_OAUTH_REFRESH_TOKEN', refreshToken) }
}

function readSecret(key: string, secret: string): string {
  // A header can't hold it, and the runtime's own error would show it.
  if (!/^[\x21-\x7e]+$/.test(secret)) throw new ConfigurationError(`${key} holds characters that no token has.`)
  return secret
}

function readOwner(value: (key: string) => string): Owner {
  const group = value('GITLAB_GROUP')
  const username = value('GITLAB_USER')
  const projects = value('GITLAB_PROJECTS')
  if ([group, username, projects].filter((one) => one !== '').length !== 1) {
    throw new ConfigurationError(
      'Set GITLAB_GROUP to a group, GITLAB_USER to a user or GITLAB_PROJECTS to projects, one of the three.',
    )
  }
  if (group !== '') return { kind: 'group', path: readPath('GITLAB_GROUP', group) }
  if (username !== '') {
    if (username.includes('/')) throw new ConfigurationError('GITLAB_USER is the name of a user, without a slash.')
    return { kind: 'user', username: readPath('GITLAB_USER', username) }
  }
  const paths = projects.split(/[\s,]+/).filter((path) => path !== '')
  for (const path of paths) {
    if (!path.includes('/') && !/^\d+$/.test(path)) {
      throw new ConfigurationError(
        `GITLAB_PROJECTS has "${path}": give whole paths, as in acme/web, one a line, or ids.`,
      )
    }
  }
  return { kind: 'projects', paths: [...new Set(paths.map((path) => readPath('GITLAB_PROJECTS', path)))] }
}

/** https://docs.gitlab.com/user/reserved_names/#limitations-on-usernames-project-and-group-names-and-slugs */
function readPath(key: string, given: string): string {
  const path = given.replace(/^\/+/, '').replace(/\/+$/, '')
  if (
    /^https?:/i.test(path) ||
    !/^[\p{L}\p{N}_.+~/-]+$/u.test(path) ||
    path.split('/').some((part) => /^\.*$/.test(part))
  ) {
    throw new ConfigurationError(`${key} is a path such as acme or acme/platform, not an address.`)
  }
  return path
}

function readUrl(given: string): string {
  const url = URL.canParse(given || defaultUrl) ? new URL(given || defaultUrl) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new ConfigurationError('GITLAB_URL is the address of GitLab: https://HOST, or https://HOST/gitlab.')
  }
  // People copy the address of the API.
  let path = url.pathname.replace(/\/api(\/v4|\/graphql)?\/?$/, '')
  while (path.endsWith('/')) path = path.slice(0, -1)
  return `${url.origin}${path}`
}
