import type { Ring, WebhookHeaders } from '@data-import/core/provider'

/** What a workflow or a job that has ended brings. */
const resources = ['pipeline-run', 'job', 'test-summary']

const events = new Set(['workflow-completed', 'job-completed'])

interface Payload {
  type?: unknown
  project?: { id?: unknown } | null
}

/**
 * What a webhook of CircleCI says is to be looked at: https://circleci.com/docs/outbound-webhooks-reference/
 * @param payload parsed JSON of whatever form
 */
export function ringFor(_headers: WebhookHeaders, payload: unknown): readonly Ring[] {
  const { type, project } = (payload ?? {}) as Payload
  const key = project?.id
  if (typeof type !== 'string' || !events.has(type) || typeof key !== 'string' || key === '') return []
  return resources.map((resource) => ({ resource, key }))
}
