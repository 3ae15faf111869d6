import {
  type CheckContext,
  type CheckFinding,
  HttpError,
  QuotaExhaustedError,
  requireAllowedAddress,
} from '@data-import/core/provider'
import { type Gitlab, openGitlab } from '../client/gitlab.js'
import { estimate } from './estimate.js'
import { lookAtParts } from './look-at-parts.js'
import { sampleProjects } from './sample-projects.js'
import { lookAtToken } from './token.js'

/** Bounds a check, which is to answer while somebody waits for it. */
const longestMs = 90_000

/**
 * Looks whether the settings are right, what the token is and what it may read of each resource, and says what the first import will
 * cost. Takes about 20 requests, and saves nothing, except that a refresh token of OAuth is not used: that would use it up.
 */
export async function check({ env, signal, isAllowedAddress }: CheckContext): Promise<readonly CheckFinding[]> {
  const findings: CheckFinding[] = []
  const timeout = new AbortController()
  // Not `AbortSignal.timeout`, which `AbortSignal.any` holds weakly: https://github.com/nodejs/node/issues/57736
  const timer = setTimeout(() => timeout.abort(), longestMs)
  try {
    const allowed = isAllowedAddress ? { isAllowedAddress } : {}
    const gitlab = openGitlab({ env, signal: AbortSignal.any([signal, timeout.signal]), ...allowed })
    if (gitlab.settings.credentials.kind === 'oauth') {
      await requireAllowedAddress(isAllowedAddress, new URL(gitlab.settings.url), 'GITLAB_URL')
      return [
        {
          status: 'warning',
          message:
            'The settings are complete. A refresh token works once, so it is not tried here: the first run tells.',
        },
      ]
    }
    for await (const finding of lookAt(gitlab)) findings.push(finding)
  } catch (error) {
    signal.throwIfAborted()
    findings.push(timeout.signal.aborted ? tooSlow : failed(error))
  } finally {
    clearTimeout(timer)
  }
  return findings
}

const tooSlow: CheckFinding = {
  status: 'error',
  message: `No answer within ${longestMs / 1000} seconds: can GITLAB_URL be reached from here?`,
}

async function* lookAt(gitlab: Gitlab): AsyncGenerator<CheckFinding> {
  if (gitlab.settings.url.startsWith('http://')) {
    yield {
      status: 'warning',
      message: 'GITLAB_URL begins with http://, so the token can be read on the way: use https://.',
    }
  }
  yield* lookAtToken(gitlab)
  const sample = await sampleProjects(gitlab)
  for (const path of sample.refused) {
    yield { status: 'error', message: `GitLab gives no project ${path}: is its path right, and may the token see it?` }
  }
  const count = sample.total === null ? 'more than 10,000' : String(sample.total)
  if (sample.projects.length === 0) {
    yield { status: 'warning', message: 'There is no project that the token may see and that is wanted.' }
    return
  }
  yield { status: 'ok', message: `${count} projects can be seen.` }
  yield* lookAtParts(gitlab, sample)
  yield await estimate(gitlab, sample)
}

function failed(error: unknown): CheckFinding {
  const message = error instanceof Error ? error.message : String(error)
  if (HttpError.isInstance(error) && error.status === 404) {
    return { status: 'error', message: `${message} Is GITLAB_URL the address of a GitLab?` }
  }
  if (!QuotaExhaustedError.isInstance(error)) return { status: 'error', message }
  return { status: 'warning', message: `${message} The rest can be checked after that.` }
}
