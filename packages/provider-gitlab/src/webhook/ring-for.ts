import type { Ring, WebhookHeaders } from '@data-import/core/provider'

/** What each event of a project tells of: https://docs.gitlab.com/user/project/integrations/webhook_events/ */
const resourcesOf: Readonly<Record<string, readonly string[]>> = {
  push: ['commit'],
  repository_update: ['commit'],
  merge_request: ['pull-request', 'review'],
  issue: ['issue'],
  work_item: ['issue'],
  pipeline: ['pipeline-run', 'job', 'test-summary'],
  build: ['pipeline-run', 'job'],
  deployment: ['deployment'],
  release: ['release'],
  project_create: ['repository'],
  project_destroy: ['repository'],
  project_rename: ['repository'],
  project_transfer: ['repository'],
  project_update: ['repository'],
}

const resourcesOfNote: Readonly<Record<string, readonly string[]>> = {
  mergerequest: ['pull-request', 'pull-request-comment'],
  issue: ['issue'],
}

interface Payload {
  object_kind?: unknown
  event_name?: unknown
  project_id?: unknown
  project?: { id?: unknown } | null
  object_attributes?: { noteable_type?: unknown } | null
}

/**
 * What a webhook of GitLab says is to be looked at: of a project, a group, or the system.
 * @param payload parsed JSON of whatever form
 */
export function ringFor(_headers: WebhookHeaders, payload: unknown): readonly Ring[] {
  const { object_kind, event_name, project_id, project, object_attributes } = (payload ?? {}) as Payload
  // System hooks have no kind.
  const event = textOf(object_kind) ?? textOf(event_name) ?? ''
  if (/^user_\w+_group$/.test(event)) return [{ resource: 'contributor', key: 'members' }]
  const key = idOf(project?.id) ?? idOf(project_id)
  if (key === undefined) return []
  const isNote = event === 'note'
  const name = isNote ? textOf(object_attributes?.noteable_type)?.toLowerCase() : event
  const resources = isNote ? resourcesOfNote : resourcesOf
  if (name === undefined || !Object.hasOwn(resources, name)) return []
  return (resources[name] ?? []).map((resource) => ({ resource, key }))
}

function idOf(id: unknown): string | undefined {
  return typeof id === 'number' || (typeof id === 'string' && id !== '') ? String(id) : undefined
}

function textOf(given: unknown): string | undefined {
  return typeof given === 'string' && given !== '' ? given : undefined
}
