import { type CheckContext, type CheckFinding, QuotaExhaustedError } from '@data-import/core/provider'
import type { ConnectionOptions } from '../client/connection.js'
import { githubError } from '../client/github-error.js'
import { readSettings } from '../settings.js'
import { lookAt } from './look-at.js'

/** Bounds a check, which is to answer while somebody waits for it. */
const longestMs = 90_000

/** The check, with what tests replace of time. */
export function createCheck(options: Omit<ConnectionOptions, 'timeLeftMs'> = {}) {
  return async ({ env, signal, isAllowedAddress }: CheckContext): Promise<readonly CheckFinding[]> => {
    const findings: CheckFinding[] = []
    const timeout = new AbortController()
    // Not `AbortSignal.timeout`, which `AbortSignal.any` holds weakly: https://github.com/nodejs/node/issues/57736
    const timer = setTimeout(() => timeout.abort(), longestMs)
    try {
      const settings = readSettings(env)
      const found = lookAt(
        settings,
        { retryBaseMs: 250, isAllowedAddress, ...options },
        AbortSignal.any([signal, timeout.signal]),
      )
      for await (const finding of found) findings.push(finding)
    } catch (error) {
      signal.throwIfAborted()
      findings.push(timeout.signal.aborted ? tooSlow : failed(error))
    } finally {
      clearTimeout(timer)
    }
    return findings
  }
}

const tooSlow: CheckFinding = {
  status: 'error',
  message: `No answer within ${longestMs / 1000} seconds: can GITHUB_API_URL be reached from here?`,
}

/**
 * Looks whether the settings are right, the token is good and what it may read, and says what the first import will cost.
 * Takes at most about 20 requests, and saves nothing.
 */
export const check: (context: CheckContext) => Promise<readonly CheckFinding[]> = createCheck()

function failed(given: unknown): CheckFinding {
  const error = githubError(given, 'the check')
  const message = error instanceof Error ? error.message : String(error)
  if (!QuotaExhaustedError.isInstance(error)) return { status: 'error', message }
  return { status: 'warning', message: `${message} The rest can be checked after that.` }
}
