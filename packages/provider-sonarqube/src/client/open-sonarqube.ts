import { TransientError } from '@data-import/core/provider'
import { createHttpSource, type HttpSource, type HttpSourceContext } from '@data-import/http'
import { readSettings, type Settings } from '../settings/settings.js'
import { refusalIn } from './refusal.js'

/** A SonarQube for one run or check. */
export interface Sonarqube {
  source: HttpSource
  settings: Settings
}

/** What tests replace. */
export interface OpenOptions {
  /** Repeats of a request that failed. Default: as the HTTP source has it. */
  retries?: number
}

/** @throws {ConfigurationError} for settings that can't be read. */
export function openSonarqube(
  context: HttpSourceContext & { env: Record<string, string> },
  options: OpenOptions = {},
): Sonarqube {
  const settings = readSettings(context.env)
  const source = createHttpSource(context, {
    name: 'SonarQube',
    baseUrl: `${settings.webUrl}/api`,
    headers: { authorization: authorizationOf(settings) },
    messageOf: refusalIn,
    errorOf: ({ status, body, question }) =>
      status === 404 && refusalIn(body)?.startsWith('Unknown url') === true ? startingError(question) : undefined,
    ...options,
  })
  return { source, settings }
}

/** Servers before 10.0 take a token as a user name only, and all later ones do too; Cloud wants it as a bearer's. */
function authorizationOf({ token, organization }: Settings): string {
  if (organization !== null) return `Bearer ${token}`
  return `Basic ${Buffer.from(`${token}:`).toString('base64')}`
}

/**
 * A server that starts answers 404 `Unknown url` to everything but its status, for minutes: nothing that is asked for is
 * gone.
 */
function startingError(question: string): TransientError {
  return new TransientError(
    `SonarQube doesn't know ${question} (404): it may be starting or being upgraded, which /api/system/status tells, or SONARQUBE_URL lacks its context path. The next pass tries again.`,
  )
}
