import type { Ring, WebhookHeaders } from '@data-import/core/provider'

/** What each event of a repository tells of: https://docs.github.com/en/webhooks/webhook-events-and-payloads */
const resourcesOf: Readonly<Record<string, readonly string[]>> = {
  push: ['commit'],
  pull_request: ['pull-request'],
  pull_request_review: ['pull-request', 'review'],
  pull_request_review_comment: ['pull-request', 'pull-request-comment'],
  issues: ['issue'],
  issue_comment: ['issue'],
  workflow_run: ['pipeline-run', 'job'],
  workflow_job: ['pipeline-run', 'job'],
  deployment: ['deployment'],
  deployment_status: ['deployment'],
  release: ['release'],
  repository: ['repository'],
  public: ['repository'],
}

/** They tell of who belongs to the organisation. */
const eventsOfPeople = new Set(['member', 'membership', 'organization'])

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
  if (eventsOfPeople.has(event)) {
    const login = organization?.login
    return typeof login === 'string' ? [{ resource: 'contributor', key: login.toLowerCase() }] : []
  }
  const key = idOf(repository?.id)
  if (key === undefined || !Object.hasOwn(resourcesOf, event)) return []
  // A pull request's conversation is told of as an issue's.
  const isPullRequest = event === 'issue_comment' && issue?.pull_request !== undefined && issue.pull_request !== null
  const resources = isPullRequest ? resourcesOf.pull_request_review_comment : resourcesOf[event]
  return (resources ?? []).map((resource) => ({ resource, key }))
}

function idOf(id: unknown): string | undefined {
  return typeof id === 'number' || (typeof id === 'string' && id !== '') ? String(id) : undefined
}
