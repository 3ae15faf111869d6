import type { Ring, WebhookHeaders } from '@data-import/core/provider'
import { contributor } from '../contributor/contributor.js'
import { resources } from '../resources.js'

interface Payload {
  repository?: { id?: unknown } | null
  organization?: { login?: unknown } | null
  issue?: { pull_request?: unknown } | null
}

/**
 * What a webhook of GitHub says is to be looked at.
 * @param payload parsed JSON of whatever form
 */
export function ringFor(headers: WebhookHeaders, payload: unknown): readonly Ring[] {
  const event = headers.get('x-github-event') ?? ''
  const { repository, organization, issue } = (payload ?? {}) as Payload
  // A pull request's conversation is told of as an issue's.
  const isPullRequest = event === 'issue_comment' && issue?.pull_request !== undefined && issue.pull_request !== null
  const told = isPullRequest ? resourcesOf('pull_request_review_comment') : resourcesOf(event)
  return told.flatMap((resource) => {
    const key = resource === contributor.name ? loginOf(organization?.login) : idOf(repository?.id)
    return key === undefined ? [] : [{ resource, key }]
  })
}

function resourcesOf(event: string): string[] {
  return resources.flatMap(({ name, events }) => (events?.includes(event) ? name : []))
}

function loginOf(login: unknown): string | undefined {
  return typeof login === 'string' ? login.toLowerCase() : undefined
}

function idOf(id: unknown): string | undefined {
  return typeof id === 'number' || (typeof id === 'string' && id !== '') ? String(id) : undefined
}
