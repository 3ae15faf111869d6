import { hash } from 'node:crypto'
import { ConfigurationError, ImportError, type IsAllowedAddress } from '@data-import/core/provider'
import { type ClientRun, createClientConnection, type ReceivedAnswer, type VendorClock } from '@data-import/http'
import type { Settings } from '../settings.js'
import { graphqlErrorsIn, messageIn, readAnswer, statusOf } from './answer-of-error.js'
import { pageError } from './github-error.js'
import { limitWait } from './limit-wait.js'
import { createOctokit, type GithubOctokit } from './octokit.js'
import { createQuotaLeft, type QuotaLeft } from './quota-left.js'
import { createTurns, type Turns } from './turns.js'

/** One token's way to GitHub, shared by all runs of a pass that use it. */
export interface Connection {
  octokit: GithubOctokit
  clock: VendorClock
  apiUrl: string
  /** What is left of each quota, by the last answer. */
  left: QuotaLeft
  /** Whether GitHub has refused the token. */
  isRefused(): boolean
  /** Queries wait here for their turn. */
  queryInTurn: Turns
  /** What sends the requests of one run, as the `request.fetch` of each. */
  fetchFor(run: ClientRun): typeof globalThis.fetch
}

/** What a connection needs to know of the pass and of time. */
export interface ConnectionOptions {
  timeLeftMs(): number
  /** What a request may wait for a limit, in milliseconds. Default: as the settings say. */
  maximumWaitMs?: number
  now?(): Date
  monotonicMs?(): number
  wait?(milliseconds: number, signal: AbortSignal): Promise<unknown>
  /** A request that failed is repeated after this, then twice as long each time, in milliseconds. Default: 1,000. */
  retryBaseMs?: number
  /** Which addresses the host allows. Default: all. */
  isAllowedAddress?: IsAllowedAddress | undefined
}

/**
 * GitHub allows a hundred at once. So many use up what it allows in a minute, and a blip that all of them meet is no outage.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export const requestsAtOnce = 16

/** Of them. All queries together may compute for no longer than a minute in each, and one may for ten seconds. */
const queriesAtOnce = 4

/**
 * GitHub allows 900 and 2,000 points in a minute, and a question is one, also where the answer is "not modified". Below
 * it, for questions that fail are asked again, and some wait for their turn after they were counted.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
export const paces = {
  rest: { most: 840, withinMs: 60_000 },
  graphql: { most: 1_880, withinMs: 60_000 },
} as const

/** Same token, same connection; the name shows nothing of it. An App has a token for each owner. */
export function connectionName({ apiUrl, credentials, owner }: Settings): string {
  const account = credentials.kind === 'app' && credentials.installationId === null ? owner.toLowerCase() : null
  const { name: _, ...own } = { name: undefined, ...credentials }
  return hash('sha256', JSON.stringify([apiUrl, own, account]), 'hex')
}

/** Opens nothing until the first request. */
export function createConnection(
  settings: Settings,
  installationId: number | null,
  options: ConnectionOptions,
): Connection {
  const { apiUrl } = settings
  const { maximumWaitMs = settings.maximumWaitMs, ...given } = options
  const left = createQuotaLeft()
  let isRefused = false
  const { gate, clock, fetchFor } = createClientConnection({
    ...given,
    baseUrl: apiUrl,
    addressName: 'GITHUB_API_URL',
    concurrency: requestsAtOnce,
    paces: isEnterpriseServer(settings) ? {} : paces,
    paceOf: ({ pathname }) => (pathname.endsWith('/graphql') ? 'graphql' : 'rest'),
    quotaOf(answer) {
      left.observe(answer.headers)
      return limitOf(answer)
    },
    isFailed: ({ body }) =>
      graphqlErrorsIn(body).some(({ message }) => /Something went wrong while exec/.test(message)),
  })
  // Tokens of an App and its installation are asked for on behalf of nobody's run.
  const ownFetch = fetchFor({ usage: { requests: 0, notModified: 0 }, maximumWaitMs })
  const octokit = createOctokit(settings, installationId, ownFetch)
  // Registered last, so it goes around what renews the token of an App, which knows why a fresh one may be refused.
  octokit.hook.wrap('request', async (request, requestOptions) => {
    try {
      return await request(requestOptions)
    } catch (error) {
      const { signal } = (requestOptions.request ?? {}) as { signal?: AbortSignal }
      signal?.throwIfAborted()
      // Octokit wraps what `fetch` throws as if the network had failed.
      if (error instanceof Error && ImportError.isInstance(error.cause)) throw error.cause
      if (ImportError.isInstance(error) || statusOf(error) !== 401) throw error
      const refusal = readAnswer(error)?.isPage
        ? pageError(new URL(apiUrl).host, 401, 'with the token')
        : refused(settings, error)
      gate.refuse(refusal)
      isRefused = true
      throw refusal
    }
  })
  return {
    octokit,
    clock,
    apiUrl,
    left,
    isRefused: () => isRefused,
    queryInTurn: createTurns(queriesAtOnce),
    fetchFor,
  }
}

/** GitHub's own words decide: its headers name the reset of a quota beside answers that have met no limit. */
function limitOf({ status, headers, body, attempt, now }: ReceivedAnswer) {
  const errorTypes = graphqlErrorsIn(body).flatMap(({ type }) => type ?? [])
  const named = Object.fromEntries(
    ['retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset'].map((name) => [name, headers.get(name) ?? undefined]),
  )
  const limit = limitWait(
    { status, headers: named, message: messageIn(body) ?? '', errorTypes },
    now.getTime(),
    attempt,
  )
  // GraphQL refuses with status 200.
  return limit ? { ...limit, isRefused: true } : null
}

/** Its limits are off unless somebody switches them on: https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isEnterpriseServer({ apiUrl }: Settings): boolean {
  return new URL(apiUrl).pathname.replace(/\/+$/, '').endsWith('/api/v3')
}

function refused({ credentials, apiUrl }: Settings, cause: unknown): ConfigurationError {
  const { host } = new URL(apiUrl)
  const message =
    credentials.kind === 'app'
      ? `${host} refused the GitHub App (401): are GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY of the same App, and is it installed?`
      : `${host} refused ${credentials.kind === 'token' && credentials.name ? `${credentials.name} of ` : ''}GITHUB_TOKEN (401): it may have expired or been revoked. Set a new one (data-import sources set).`
  return new ConfigurationError(message, { cause })
}
