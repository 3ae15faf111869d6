import type { CheckContext, CheckFinding } from '@data-import/core/provider'
import { lookAt } from './look-at.js'
import { textOfError } from './text-of-error.js'

/** Bounds a check, which is to answer while somebody waits for it. */
const longestMs = 90_000

/**
 * Looks whether there is a Jenkins at the address, whose token it is, what it may read by resource, and says what the first import
 * will cost. Takes about six requests, and saves nothing.
 */
export async function check({ signal, ...context }: CheckContext): Promise<readonly CheckFinding[]> {
  const findings: CheckFinding[] = []
  const timeout = new AbortController()
  // Not `AbortSignal.timeout`, which `AbortSignal.any` holds weakly: https://github.com/nodejs/node/issues/57736
  const timer = setTimeout(() => timeout.abort(), longestMs)
  try {
    const found = lookAt({ ...context, signal: AbortSignal.any([signal, timeout.signal]) })
    for await (const finding of found) findings.push(finding)
  } catch (error) {
    signal.throwIfAborted()
    const tooSlow = `No answer within ${longestMs / 1_000} seconds: can JENKINS_URL be reached from here?`
    findings.push({ status: 'error', message: timeout.signal.aborted ? tooSlow : textOfError(error) })
  } finally {
    clearTimeout(timer)
  }
  return findings
}
