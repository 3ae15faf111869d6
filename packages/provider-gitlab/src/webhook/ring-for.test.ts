import { describe, expect, it } from 'vitest'
import { ringFor } from './ring-for.js'

const project = { id: 15, path_with_namespace: 'acme/web' }
const rungBy = (payload: unknown) => ringFor(new Headers(), payload).map(({ resource, key }) => `${resource} ${key}`)

describe('ringFor', () => {
  // Forms as in https://docs.gitlab.com/user/project/integrations/webhook_events/
  it.each([
    [{ object_kind: 'push', event_name: 'push', project_id: 15, project }, ['commit']],
    [{ object_kind: 'merge_request', event_type: 'merge_request', project }, ['pull-request', 'review']],
    [{ object_kind: 'issue', event_type: 'issue', project }, ['issue']],
    [{ object_kind: 'work_item', event_type: 'task', project }, ['issue']],
    [{ object_kind: 'pipeline', object_attributes: { id: 31 }, project }, ['pipeline-run', 'job', 'test-summary']],
    [{ object_kind: 'build', build_id: 1977, project_id: 15 }, ['pipeline-run', 'job']],
    [{ object_kind: 'deployment', deployment_id: 15, project }, ['deployment']],
    [{ object_kind: 'release', id: 1, project: { id: '15' } }, ['release']],
    [
      { object_kind: 'note', object_attributes: { noteable_type: 'MergeRequest' }, project },
      ['pull-request', 'pull-request-comment'],
    ],
    [{ object_kind: 'note', object_attributes: { noteable_type: 'Issue' }, project }, ['issue']],
    [{ event_name: 'project_rename', project_id: 15 }, ['repository']],
    [{ event_name: 'repository_update', project_id: 15, project }, ['commit']],
  ])('%j rings for what it changes', (payload, resources) => {
    expect(rungBy(payload)).toEqual(resources.map((resource) => `${resource} 15`))
  })

  it('tells of members of a group', () => {
    expect(rungBy({ event_name: 'user_add_to_group', group_id: 100 })).toEqual(['contributor members'])
  })

  it.each([
    [{ object_kind: 'tag_push', project }],
    [{ object_kind: 'note', object_attributes: { noteable_type: 'Snippet' }, project }],
    [{ object_kind: 'note', project }],
    [{ object_kind: 'constructor', project }],
    [{ object_kind: 'push' }],
    [{ object_kind: 7, project }],
    [{ project: null }],
    [null],
    ['text'],
  ])('rings for nothing: %j', (payload) => {
    expect(rungBy(payload)).toEqual([])
  })
})
