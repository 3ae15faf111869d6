import type { CheckContext, ExecutionContext } from '@data-import/core/provider'
import { createHttpSource, type HttpSource, type HttpSourceContext } from '@data-import/http'
import { readSettings, type Settings } from '../settings.js'
import { refusalOf } from './refusal.js'

/** One run's way to a Jenkins. */
export interface Jenkins {
  source: HttpSource
  settings: Settings
}

/** Hundreds of builds with long change logs are large. */
const largestBytes = 32 * 1_048_576

/** There are no limits to keep to, and a controller under load is no faster for more. */
const requestsAtOnce = 4

/** @throws {ConfigurationError} for settings that can't be used. */
export function openJenkins(context: HttpSourceContext & Pick<ExecutionContext | CheckContext, 'env'>): Jenkins {
  const settings = readSettings(context.env)
  const { credentials } = settings
  const basic = credentials && Buffer.from(`${credentials.user}:${credentials.token}`).toString('base64')
  const source = createHttpSource(context, {
    name: 'Jenkins',
    baseUrl: settings.url,
    concurrency: requestsAtOnce,
    largestBytes,
    ...(basic !== null && { headers: { authorization: `Basic ${basic}` } }),
    errorOf: (answer) => refusalOf(answer, credentials?.user ?? null),
  })
  return { source, settings }
}
