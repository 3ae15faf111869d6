import type { Ring, WebhookHeaders } from '@data-import/core/provider'

/** What a build brings. */
const resources = ['pipeline-run', 'job', 'test-summary']

interface Payload {
  url?: unknown
  source?: unknown
  job?: { url?: unknown } | null
  build?: { full_url?: unknown; url?: unknown } | null
}

/**
 * What a notification of a plugin says is to be looked at. The job is told by its address, relative or whole, which all of them
 * have: its name alone says nothing of the folders that it is in.
 *
 * @param payload parsed JSON of whatever form
 */
export function ringFor(_headers: WebhookHeaders, payload: unknown): readonly Ring[] {
  const { url, source, job, build } = (payload ?? {}) as Payload
  const names = [url, source, job?.url, build?.full_url, build?.url].map(fullNameOf)
  const key = names.find((name) => name !== undefined)
  return key === undefined ? [] : resources.map((resource) => ({ resource, key }))
}

/** `job/team/job/web/12/` → `team/web`. A name with a slash is encoded twice, and once in Jenkins' own full name. */
function fullNameOf(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined
  const jobs = /(?:^|\/)((?:job\/[^/?#]+\/?)+)/.exec(address)?.[1]
  const parts = jobs?.split('/').filter((part) => part !== '') ?? []
  const names = parts.filter((_, index) => index % 2 === 1)
  try {
    return names.length === 0 ? undefined : names.map(decodeURIComponent).join('/')
  } catch {
    return undefined
  }
}
