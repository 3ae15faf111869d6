import type { ExecutionContext } from '@data-import/core/provider'
import { createHttpSource, type HttpSource } from '@data-import/http'
import { readSettings, type Settings } from '../settings.js'
import { createGraphql, type Graphql, type GraphqlMemory } from './graphql.js'
import { oauthCredentials } from './oauth.js'

/** GitLab for one run. */
export interface Gitlab {
  /** REST below `/api/v4`. */
  rest: HttpSource
  graphql: Graphql
  settings: Settings
}

/** What opening needs of a run's context; a check has no `shared` and can't store a renewed token. */
export type OpeningContext = Pick<ExecutionContext, 'env' | 'signal'> &
  Partial<Pick<ExecutionContext, 'shared' | 'timeLeftMs' | 'log' | 'isAllowedAddress' | 'saveSetting' | 'dataSourceId'>>

/**
 * Opens GitLab. Requests of all scripts of a pass share their limits. A GitLab behind a proxy may print another host in its links:
 * only what they ask for is taken.
 */
export function openGitlab(context: OpeningContext): Gitlab {
  const settings = readSettings(context.env)
  const { credentials } = settings
  const options = {
    name: 'GitLab',
    foreignLinks: 'path' as const,
    concurrency: 8,
    maximumWaitMs: settings.maximumWaitMs,
    ...(credentials.kind === 'token'
      ? { headers: { 'private-token': credentials.token } }
      : { credentials: oauthCredentials(context, settings.url, credentials) }),
  }
  const rest = createHttpSource(context, { ...options, baseUrl: `${settings.url}/api/v4` })
  const ask = createHttpSource(context, { ...options, baseUrl: `${settings.url}/api` })
  const memory = context.shared?.(`GraphQL of ${settings.url}`, newMemory) ?? newMemory()
  return { rest, graphql: createGraphql(ask, memory, context.log), settings }
}

function newMemory(): GraphqlMemory {
  return { dropped: new Map(), isOff: false }
}
