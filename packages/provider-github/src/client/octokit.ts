import type { IsAllowedAddress } from '@data-import/core/provider'
import { createGuardedFetch } from '@data-import/http'
import { createAppAuth } from '@octokit/auth-app'
import { paginateGraphQL } from '@octokit/plugin-paginate-graphql'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { Octokit } from '@octokit/rest'
import Bottleneck from 'bottleneck'
import type { Settings } from '../settings.js'
import { countRequests } from './count-requests.js'
import { finalAnswers } from './final-answers.js'
import { profileEmails } from './profile-emails.js'
import { readJson } from './read-json.js'

/** What is used of the client with its plugins. */
export interface GithubOctokit extends Pick<Octokit, 'request' | 'hook'> {
  graphql: Octokit['graphql'] & {
    paginate: { iterator<Data extends object>(query: string, parameters: Record<string, unknown>): AsyncIterable<Data> }
  }
}

/** Answers that another try doesn't change, or that somebody else waits for. Without 409 an empty repository costs 14 s. */
const finalStatuses = [400, 401, 403, 404, 409, 410, 422, 429, 451]

/** What the answers look like: https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const apiVersion = '2022-11-28'

const PluggedOctokit = Octokit.plugin(
  readJson,
  countRequests,
  profileEmails,
  finalAnswers,
  throttling,
  retry,
  paginateGraphQL,
)

/** What a client needs beside the settings. */
export interface ClientOptions {
  /** A failed request is tried again for the n-th time after n² times this. */
  retryBaseMs: number
  /** Which addresses the host allows. Default: all. */
  isAllowedAddress?: IsAllowedAddress | undefined
}

/** An Octokit for one token, with limits of its own: none of them is shared with another token, or forgotten too late. */
export function createOctokit(
  settings: Settings,
  installationId: number | null,
  { retryBaseMs, isAllowedAddress }: ClientOptions,
): GithubOctokit {
  const { apiUrl, credentials } = settings
  const group = () => new Bottleneck.Group({})
  // The plugin spaces queries like changes, a second apart; they are none. How many go at once is the connection's.
  // Its types don't know that these can be given.
  const groups = { global: group(), write: group(), auth: group() }
  const silent = () => undefined
  const octokit = new PluggedOctokit({
    baseUrl: apiUrl,
    userAgent: 'data-import-provider-github',
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: createGuardedFetch({ baseUrl: apiUrl, addressName: 'GITHUB_API_URL', isAllowedAddress }) },
    retry: { doNotRetry: finalStatuses, retries: 3, retryAfterBaseValue: retryBaseMs },
    throttle: {
      ...groups,
      // Waiting is the request gate's: there it can be cancelled, holds for all, and knows the pass's time budget.
      onRateLimit: () => false,
      onSecondaryRateLimit: () => false,
    },
    ...(credentials.kind === 'token' && { auth: credentials.token }),
    ...(credentials.kind === 'app' && {
      authStrategy: createAppAuth,
      auth: { appId: credentials.appId, privateKey: credentials.privateKey, ...(installationId && { installationId }) },
    }),
  })
  octokit.hook.before('request', ({ headers }) => {
    headers['x-github-api-version'] = apiVersion
  })
  return octokit
}
