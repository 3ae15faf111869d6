import { ConfigurationError, settingsOf } from '@data-import/core/provider'
import { configuration } from './configuration.js'
import { linesOf, readNamePatterns } from './name-patterns.js'

/** A data source's configuration, read. */
export interface Settings {
  /** Address of Jenkins with its prefix, without a slash at the end. */
  url: string
  /** Null: nobody, so that only what everybody may read is imported. */
  credentials: { user: string; token: string } | null
  /** Full names of the folders to read; empty: everything. */
  folders: readonly string[]
  /** Whether a job of this full name is wanted. */
  isWanted(fullName: string): boolean
  /** Builds from before are not imported; null: all are. */
  since: Date | null
}

/**
 * Reads the configuration keys.
 * @throws {ConfigurationError} for what is missing or can't be read; no message holds a secret.
 */
export function readSettings(env: Record<string, string>): Settings {
  const values = settingsOf(configuration, env)
  const isIncluded = readNamePatterns('JENKINS_INCLUDE', values.JENKINS_INCLUDE ?? '')
  const isExcluded = readNamePatterns('JENKINS_EXCLUDE', values.JENKINS_EXCLUDE ?? '')
  return {
    url: readUrl(values.JENKINS_URL),
    credentials: readCredentials(values.JENKINS_USER ?? '', values.JENKINS_TOKEN ?? ''),
    folders: [...new Set(linesOf(values.JENKINS_FOLDERS ?? '').map(readFolder))],
    isWanted: (fullName) => (isIncluded?.(fullName) ?? true) && !(isExcluded?.(fullName) ?? false),
    since: readSince(values.JENKINS_SINCE ?? ''),
  }
}

function readUrl(given: string): string {
  const url = new URL(given)
  if (url.search !== '' || url.hash !== '') {
    throw new ConfigurationError('JENKINS_URL holds a query or a #: give the address of Jenkins alone.')
  }
  if (/\/(job|view|api|login)(\/|$)/.test(url.pathname)) {
    throw new ConfigurationError(
      'JENKINS_URL is the address of a page in Jenkins: give that of Jenkins itself, and name folders in JENKINS_FOLDERS.',
    )
  }
  let { href } = url
  while (href.endsWith('/')) href = href.slice(0, -1)
  return href
}

function readCredentials(user: string, token: string): Settings['credentials'] {
  if (user === '' && token === '') return null
  if (user === '' || token === '') {
    throw new ConfigurationError(
      `Set ${user === '' ? 'JENKINS_USER' : 'JENKINS_TOKEN'} too: Jenkins needs both or neither.`,
    )
  }
  if (user.includes(':')) throw new ConfigurationError('JENKINS_USER holds a ":", which no id of a user may.')
  return { user, token }
}

function readFolder(given: string): string {
  const names = given.split('/').filter((name) => name !== '')
  if (/^https?:/.test(given) || names.some((name) => /^\.{1,2}$/.test(name)) || names.length === 0) {
    throw new ConfigurationError('JENKINS_FOLDERS holds what is no full name of a folder, such as team/apps.')
  }
  return names.join('/')
}

function readSince(given: string): Date | null {
  if (given === '') return null
  // A day, or an instant with its zone: anything else means another time on another machine.
  const day = /^(\d{4}-\d{2}-\d{2})(?:T\S*(?:Z|[+-]\d{2}:\d{2}))?$/.exec(given)?.[1] ?? ''
  const since = isDay(day) ? new Date(given) : new Date(Number.NaN)
  if (Number.isNaN(since.getTime()) || since.getUTCFullYear() < 1970) {
    throw new ConfigurationError('JENKINS_SINCE is a date such as 2025-01-31.')
  }
  return since
}

/** False for the 30th of February, of which the runtime makes a day in March. */
function isDay(day: string): boolean {
  const date = new Date(day)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)
}
