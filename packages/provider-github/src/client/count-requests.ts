import type { Octokit } from '@octokit/rest'
import type { Usage } from './usage.js'

/** An Octokit plugin that counts what is really sent, repeats included, for the run that asks (`request.usage`). */
export const countRequests: Parameters<typeof Octokit.plugin>[0] = (octokit) => {
  octokit.hook.wrap('request', async (request, options) => {
    const usage = options.request?.usage as Usage | undefined
    try {
      const answer = await request(options)
      if (usage) usage.requests++
      return answer
    } catch (error) {
      if (usage) {
        if (isNotModified(error)) usage.notModified++
        else usage.requests++
      }
      throw error
    }
  })
  return {}
}

/** Octokit throws 304 like a failure. */
export function isNotModified(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 304
}
