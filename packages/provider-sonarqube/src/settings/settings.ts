import { ConfigurationError, settingsOf } from '@data-import/core/provider'
import { readSince } from '@data-import/http'
import { configuration } from './configuration.js'
import { defaultMetrics } from './default-metrics.js'
import { readKeyPatterns } from './key-patterns.js'

/** A data source's configuration, read. */
export interface Settings {
  /** Where people look, without a slash at the end; the API is below. */
  webUrl: string
  token: string
  /** Of SonarQube Cloud; null for a server. */
  organization: string | null
  /** Which projects are wanted. */
  isWanted(projectKey: string): boolean
  /** Keys that were given without a `*`. */
  namedKeys: readonly string[]
  /** Whether all projects are wanted. */
  isUnfiltered: boolean
  metrics: readonly string[]
  /** Whether the metrics were named, and are no usual ones that a server may not know. */
  areMetricsNamed: boolean
  /** Older analyses aren't imported; null: all are. */
  since: Date | null
}

/** Address of SonarQube Cloud in Europe; another region is configured. */
const cloudUrl = 'https://sonarcloud.io'

/**
 * Reads the configuration keys.
 * @throws {ConfigurationError} for what is missing or can't be read; no message holds a secret.
 */
export function readSettings(env: Record<string, string>): Settings {
  const given = settingsOf(configuration, env)
  const organization = given.SONARQUBE_ORGANIZATION ?? ''
  if (!/^[\x21-\x7e]+$/.test(given.SONARQUBE_TOKEN)) {
    throw new ConfigurationError('SONARQUBE_TOKEN holds characters that no token has.')
  }
  const metrics = listOf(given.SONARQUBE_METRICS)
  const patterns = listOf(given.SONARQUBE_PROJECTS)
  return {
    webUrl: webUrlOf(given.SONARQUBE_URL || cloudUrl),
    token: given.SONARQUBE_TOKEN,
    organization: organization === '' ? null : organization,
    isWanted: readKeyPatterns(patterns),
    namedKeys: patterns.filter((pattern) => !pattern.includes('*')),
    isUnfiltered: patterns.length === 0,
    metrics: metrics.length > 0 ? metrics : defaultMetrics,
    areMetricsNamed: metrics.length > 0,
    since: readSince('SONARQUBE_SINCE', given.SONARQUBE_SINCE ?? ''),
  }
}

function listOf(setting: string | undefined): string[] {
  return [...new Set((setting ?? '').split(/[\s,;]+/).filter((each) => each !== ''))]
}

/** Also where the address of the API was given. */
function webUrlOf(given: string): string {
  let url = new URL(given).href
  while (url.endsWith('/')) url = url.slice(0, -1)
  return url.endsWith('/api') ? url.slice(0, -'/api'.length) : url
}
