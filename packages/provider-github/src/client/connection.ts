import { hash } from 'node:crypto'
import { ConfigurationError, ImportError, type IsAllowedAddress } from '@data-import/core/provider'
import { createRequestGate, createVendorClock, type VendorClock } from '@data-import/http'
import pLimit from 'p-limit'
import type { Settings } from '../settings.js'
import { limitAnswerOf, readAnswer, statusOf } from './answer-of-error.js'
import { isNotModified } from './count-requests.js'
import { pageError } from './github-error.js'
import { limitWait } from './limit-wait.js'
import { createOctokit, type GithubOctokit } from './octokit.js'

/** One token's way to GitHub, shared by all runs of a pass that use it. */
export interface Connection {
  octokit: GithubOctokit
  clock: VendorClock
  apiUrl: string
}

/** What a connection needs to know of the pass and of time. */
export interface ConnectionOptions {
  timeLeftMs(): number
  now?(): Date
  monotonicMs?(): number
  wait?(milliseconds: number, signal: AbortSignal): Promise<unknown>
  /** The n-th repeat of a request that failed waits n² times this, in milliseconds. Default: 1,000. */
  retryBaseMs?: number
  /** Which addresses the host allows. Default: all. */
  isAllowedAddress?: IsAllowedAddress | undefined
}

/** https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#avoid-concurrent-requests */
const requestsAtOnce = 4

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
  return hash('sha256', JSON.stringify([apiUrl, credentials, account]), 'hex')
}

/** Opens nothing until the first request. */
export function createConnection(
  settings: Settings,
  installationId: number | null,
  options: ConnectionOptions,
): Connection {
  const monotonicMs = options.monotonicMs ?? (() => performance.now())
  const now = options.now ?? (() => new Date())
  const octokit = createOctokit(settings, installationId, {
    retryBaseMs: options.retryBaseMs ?? 1_000,
    isAllowedAddress: options.isAllowedAddress,
  })
  const clock = createVendorClock(monotonicMs)
  const gate = createRequestGate({
    host: new URL(settings.apiUrl).host,
    maximumWaitMs: settings.maximumWaitMs,
    timeLeftMs: options.timeLeftMs,
    paces: isEnterpriseServer(settings) ? {} : paces,
    monotonicMs,
    now,
    ...(options.wait && { wait: options.wait }),
  })
  const inTurn = pLimit(requestsAtOnce)
  const attempt: Attempt = async (send, { signal, longestWaitMs }, number) => {
    await gate.pass(signal, longestWaitMs)
    const sentAt = monotonicMs()
    try {
      const answer = await send()
      gate.answered()
      clock.observe(answer.headers.date, monotonicMs() - sentAt, answer.headers.age)
      return answer
    } catch (error) {
      signal.throwIfAborted()
      const answer = limitAnswerOf(error)
      const limit = answer && limitWait(answer, clock.now()?.getTime() ?? now().getTime(), number)
      if (limit) {
        gate.close(limit)
        return null
      }
      if (ImportError.isInstance(error)) throw error
      const status = statusOf(error)
      if (isNotModified(error) || (status !== undefined && status < 500)) gate.answered()
      else gate.failed()
      if (status !== 401) throw error
      const refusal = readAnswer(error)?.isPage
        ? pageError(new URL(settings.apiUrl).host, status, 'with the token')
        : refused(settings, error)
      gate.refuse(refusal)
      throw refusal
    }
  }
  // Registered last, so it goes around the plugins: their repeats come first, a limit's wait after them.
  octokit.hook.wrap('request', async (request, requestOptions) => {
    // It is sent while another request has its turn, and would wait for that one.
    if (isForToken(requestOptions)) return request(requestOptions)
    const { signal = new AbortController().signal, longestWaitMs } = (requestOptions.request ?? {}) as Partial<Asking>
    const asking = { signal, ...(longestWaitMs && { longestWaitMs }) }
    const pace = requestOptions.url.endsWith('/graphql') ? 'graphql' : 'rest'
    for (let number = 1; ; number++) {
      // Before its turn, so that questions to the other API don't wait too.
      await gate.pass(signal, longestWaitMs, undefined, pace)
      const answer = await inTurn(() => attempt(async () => request(requestOptions), asking, number))
      if (answer !== null) return answer
    }
  })
  return { octokit, clock, apiUrl: settings.apiUrl }
}

/** Its limits are off unless somebody switches them on: https://docs.github.com/en/enterprise-server@latest/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isEnterpriseServer({ apiUrl }: Settings): boolean {
  return new URL(apiUrl).pathname.replace(/\/+$/, '').endsWith('/api/v3')
}

/** Whether an App asks for a token, as it does inside of the request that needs one. */
function isForToken({ method, url }: { method?: string; url: string }): boolean {
  return method === 'POST' && url.endsWith('/access_tokens')
}

type Attempt = (send: () => Promise<OctokitResponse>, asking: Asking, number: number) => Promise<OctokitResponse | null>

/** What belongs to the run that asks, in the `request` option. */
interface Asking {
  signal: AbortSignal
  longestWaitMs?: () => number
}

type OctokitResponse = Awaited<ReturnType<GithubOctokit['request']>>

function refused({ credentials, apiUrl }: Settings, cause: unknown): ConfigurationError {
  const { host } = new URL(apiUrl)
  const message =
    credentials.kind === 'app'
      ? `${host} refused the GitHub App (401): are GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY of the same App, and is it installed?`
      : `${host} refused GITHUB_TOKEN (401): it may have expired or been revoked. Set a new one (data-import sources set).`
  return new ConfigurationError(message, { cause })
}
