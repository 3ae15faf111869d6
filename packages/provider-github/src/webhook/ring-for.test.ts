import { describe, expect, it } from 'vitest'
import { ringFor } from './ring-for.js'

const repository = { id: 186853002, node_id: 'MDEwOlJlcG9zaXRvcnkxODY4NTMwMDI=', full_name: 'acme/web' }
const rungBy = (event: string, payload: unknown) =>
  ringFor(new Headers({ 'X-GitHub-Event': event }), payload).map(({ resource, key }) => `${resource} ${key}`)

describe('ringFor', () => {
  // Forms as in https://docs.github.com/en/webhooks/webhook-events-and-payloads
  it.each([
    ['push', { ref: 'refs/heads/main', repository }, ['commit']],
    ['pull_request', { action: 'synchronize', number: 2, repository }, ['pull-request']],
    ['pull_request_review', { action: 'submitted', review: {}, repository }, ['pull-request', 'review']],
    ['pull_request_review_comment', { action: 'created', repository }, ['pull-request', 'pull-request-comment']],
    ['issues', { action: 'closed', issue: { number: 1 }, repository }, ['issue']],
    ['issue_comment', { action: 'created', issue: { number: 1 }, repository }, ['issue']],
    [
      'issue_comment',
      { action: 'created', issue: { number: 2, pull_request: { url: '…' } }, repository },
      ['pull-request', 'pull-request-comment'],
    ],
    ['workflow_run', { action: 'completed', workflow_run: { id: 30433642 }, repository }, ['pipeline-run', 'job']],
    ['workflow_job', { action: 'in_progress', workflow_job: {}, repository }, ['pipeline-run', 'job']],
    ['deployment_status', { action: 'created', repository }, ['deployment']],
    ['release', { action: 'published', repository }, ['release']],
    ['repository', { action: 'renamed', repository }, ['repository']],
  ])('%s of a repository rings for what it changes', (event, payload, resources) => {
    expect(rungBy(event, payload)).toEqual(resources.map((resource) => `${resource} 186853002`))
  })

  it('tells of members by the organisation', () => {
    expect(rungBy('organization', { action: 'member_added', organization: { login: 'Acme' } })).toEqual([
      'contributor acme',
    ])
  })

  it.each([
    ['ping', { zen: 'Design for failure.', repository }],
    ['star', { action: 'created', repository }],
    ['constructor', { repository }],
    ['push', { ref: 'refs/heads/main' }],
    ['push', { repository: { id: null } }],
    ['push', null],
    ['push', 'text'],
    ['push', []],
    ['member', {}],
  ])('rings for nothing: %s %j', (event, payload) => {
    expect(rungBy(event, payload)).toEqual([])
    expect(ringFor(new Headers(), payload)).toEqual([])
  })
})
