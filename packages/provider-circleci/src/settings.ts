import { ConfigurationError, settingsOf } from '@data-import/core/provider'
import { configuration, defaultUrl } from './configuration.js'

/** A data source's configuration, read. */
export interface Settings {
  token: string
  /** Base of API v2, without a slash at the end. */
  apiUrl: string
  /** Where people look at pipelines; null on a server of one's own, whose page may have another address. */
  appUrl: string | null
  /** Slugs of projects, in their short form. */
  projects: readonly string[]
  /** Slugs of organizations, in their short form. */
  organizations: readonly string[]
  /** Start of a first import; null: the script's own window. */
  since: Date | null
  rerunDays: number
  /** Null: by the number of projects. */
  rerunRequests: number | null
}

/**
 * Reads the configuration keys.
 * @throws {ConfigurationError} for what is missing or can't be read; no message holds a secret.
 */
export function readSettings(env: Record<string, string>): Settings {
  const values = settingsOf(configuration, env)
  const projects = listOf(values.CIRCLECI_PROJECTS).map(projectSlug)
  const organizations = listOf(values.CIRCLECI_ORGANIZATION).map(organizationSlug)
  if (projects.length + organizations.length === 0) {
    throw new ConfigurationError('CIRCLECI_PROJECTS and CIRCLECI_ORGANIZATION name nothing: set one of them.')
  }
  const { isCloud, apiUrl } = readUrl(values.CIRCLECI_URL)
  return {
    token: readToken(values.CIRCLECI_TOKEN),
    apiUrl,
    appUrl: isCloud ? 'https://app.circleci.com' : null,
    projects: [...new Set(projects)],
    organizations: [...new Set(organizations)],
    since: readSince(values.CIRCLECI_SINCE),
    rerunDays: readCount('CIRCLECI_RERUN_DAYS', values.CIRCLECI_RERUN_DAYS, 365),
    rerunRequests:
      values.CIRCLECI_RERUN_REQUESTS === undefined
        ? null
        : readCount('CIRCLECI_RERUN_REQUESTS', values.CIRCLECI_RERUN_REQUESTS, 100_000),
  }
}

function listOf(given: string | undefined): string[] {
  return (given ?? '').split(/[\n,]/).flatMap((line) => line.trim() || [])
}

/** A slug as CircleCI itself writes it: https://circleci.com/docs/api-developers-guide/ */
export function shortSlug(slug: string): string {
  return slug.replace(/^github\//, 'gh/').replace(/^bitbucket\//, 'bb/')
}

function projectSlug(given: string): string {
  const slug = slugOf(given)
  if (/^[^/\s]+\/[^/\s]+\/[^/\s]+$/.test(slug)) return shortSlug(slug)
  throw new ConfigurationError(
    `CIRCLECI_PROJECTS has slugs such as gh/acme/web, as a project's settings show them; "${given}" is none.`,
  )
}

function organizationSlug(given: string): string {
  const slug = slugOf(given)
  if (/^[^/\s]+\/[^/\s]+$/.test(slug)) return shortSlug(slug)
  throw new ConfigurationError(`CIRCLECI_ORGANIZATION is a slug such as gh/acme; "${given}" is none.`)
}

function slugOf(given: string): string {
  return given.replaceAll(/^\/+|\/+$/g, '')
}

function readToken(token: string): string {
  // A header can't hold anything else, and the runtime's own error would show it.
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new ConfigurationError('CIRCLECI_TOKEN has a character that no token has: copy it again.')
}

function readUrl(given: string): { apiUrl: string; isCloud: boolean } {
  const url = new URL(given || defaultUrl)
  if (url.search !== '' || url.hash !== '') {
    throw new ConfigurationError(
      'CIRCLECI_URL is the address of CircleCI alone, such as https://circleci.acme.example.',
    )
  }
  const path = url.pathname.replace(/\/(?:api(?:\/v[\d.]+)?\/?)?$/, '')
  return { apiUrl: `${url.origin}${path}/api/v2`, isCloud: /^(?:app\.)?circleci\.com$/.test(url.hostname) }
}

function readSince(given: string | undefined): Date | null {
  if (given === undefined) return null
  // A day, or an instant with its zone: anything else means another time on another machine.
  const day = /^(\d{4}-\d{2}-\d{2})(?:T\S*(?:Z|[+-]\d{2}:\d{2}))?$/.exec(given)?.[1] ?? ''
  const isDay = !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day)
  const since = isDay ? new Date(given) : new Date(Number.NaN)
  if (Number.isNaN(since.getTime())) throw new ConfigurationError('CIRCLECI_SINCE is a date such as 2025-01-31.')
  return since
}

function readCount(key: string, given: string, most: number): number {
  const count = Number(given)
  if (Number.isInteger(count) && count >= 0 && count <= most) return count
  throw new ConfigurationError(`${key} is a whole number from 0 to ${most}.`)
}
