import { describe, expect, it } from 'vitest'
import { ringFor } from './ring-for.js'

const project = { id: '84996744-a854-4f5e-aea3-04e2851dc1d2', name: 'web', slug: 'github/acme/web' }

describe('ringFor', () => {
  // Forms as in https://circleci.com/docs/outbound-webhooks-reference/
  it.each(['workflow-completed', 'job-completed'])('%s rings for runs, jobs and tests of its project', (type) => {
    const payload = { id: '3888f21b', happened_at: '2026-03-02T12:00:00Z', type, project, pipeline: { number: 7 } }
    expect(ringFor(new Headers(), payload)).toEqual([
      { resource: 'pipeline-run', key: project.id },
      { resource: 'job', key: project.id },
      { resource: 'test-summary', key: project.id },
    ])
  })

  it.each([
    [{ type: 'ping', project }],
    [{ type: 'job-completed' }],
    [{ type: 'job-completed', project: { id: 7 } }],
    [{ project }],
    [null],
    [3],
  ])('rings for nothing: %j', (payload) => {
    expect(ringFor(new Headers(), payload)).toEqual([])
  })
})
