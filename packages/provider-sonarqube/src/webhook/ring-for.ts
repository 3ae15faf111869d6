import type { Ring, WebhookHeaders } from '@data-import/core/provider'

/** What an analysis brings. A webhook also comes when somebody's triage flips the gate of an older one. */
const resources = ['quality-measure', 'quality-issue']

/**
 * What a webhook of SonarQube says is to be looked at. It has the project's key, which may change; partitions go by what stays, and keep
 * the key in their state.
 *
 * @param payload parsed JSON of whatever form
 */
export function ringFor(_headers: WebhookHeaders, payload: unknown): readonly Ring[] {
  const { project } = (payload ?? {}) as { project?: { key?: unknown } | null }
  const key = project?.key
  if (typeof key !== 'string' || key === '') return []
  return resources.map((resource) => ({ resource, state: { key } }))
}
