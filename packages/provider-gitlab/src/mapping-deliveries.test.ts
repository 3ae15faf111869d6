import { expect, it } from 'vitest'
import { deploymentRow } from './deployment/deployment-row.js'
import { issueRow } from './issue/issue-row.js'
import { jobRow, jobRows } from './job/job-row.js'
import { pipelineRunRow } from './pipeline-run/pipeline-run-row.js'
import { testSummaryRows } from './test-summary/test-summary-row.js'

const people = { idOf: (account: { id: string | null } | null) => account?.id ?? null }
const project = { id: 'row-7' }

it('a pipeline ran as long as GitLab says, not from its start to its end', () => {
  const times = {
    started_at: '2026-01-01T00:00:00Z',
    finished_at: '2026-01-01T18:36:00Z',
    duration: 1_512,
    queued_duration: 2.5,
  }
  const row = pipelineRunRow({ id: 1, status: 'success', ref: 'refs/heads/main', ...times }, project, 'p', people)
  expect(row).toMatchObject({ durationMs: 1_512_000, queuedMs: 2_500, ref: 'main', status: 'DONE', result: 'SUCCESS' })
  expect(pipelineRunRow({ id: 1, status: 'manual', ...times }, project, 'p', people)).toMatchObject({
    status: 'WAITING',
    result: null,
    finishedAt: null,
  })
  expect(pipelineRunRow({ id: 1, status: 'new_word' }, project, 'p', people)).toMatchObject({
    status: null,
    originalStatus: 'new_word',
  })
  expect(pipelineRunRow({ id: 1, ref: 'refs/merge-requests/1/head' }, project, 'p', people).ref).toBe(
    'refs/merge-requests/1/head',
  )
})

it('jobs of all states are there; the earlier of two with one name was retried, and one may end without a start', () => {
  const rows = jobRows(
    [
      { id: 1, name: 'test', status: 'failed' },
      { id: 3, name: 'test', status: 'success' },
      { id: 2, name: 'go', status: 'manual' },
    ],
    { pipelineRunId: 'r', kind: 'build' },
  )
  expect(rows.map(({ externalId, isRetried, status, result }) => [externalId, isRetried, status, result])).toEqual([
    ['3', false, 'DONE', 'SUCCESS'],
    ['2', false, 'WAITING', null],
    ['1', true, 'DONE', 'FAILURE'],
  ])
  const row = jobRow(
    { id: 4, status: 'canceled', finished_at: '2026-01-01T00:00:00Z' },
    { pipelineRunId: 'r', kind: 'build', isRetried: false },
  )
  expect(row).toMatchObject({
    startedAt: null,
    finishedAt: new Date('2026-01-01T00:00:00Z'),
    durationMs: null,
    result: 'CANCELLED',
  })
})

it('a deployment by the API has no times of a job', () => {
  const row = deploymentRow(
    { id: 1, status: 'success', environment: { name: 'prod', tier: 'production' }, deployable: null },
    'r',
    people,
    { idOf: (_, id) => id },
  )
  expect(row).toMatchObject({
    status: 'DONE',
    startedAt: null,
    finishedAt: null,
    durationMs: null,
    jobId: null,
    environmentTier: 'production',
  })
})

it('an issue keeps its kind in one spelling', () => {
  expect(
    issueRow(
      { id: 1, iid: 1, state: 'closed', issue_type: 'incident', assignee: { id: 4, username: 'bo' } },
      'r',
      people,
    ),
  ).toMatchObject({
    ...{ state: 'CLOSED', type: 'incident', assigneeIds: ['4'], title: '' },
  })
})

it('tests are one row a suite, by name where there are several', () => {
  const run = { externalId: '9', id: 'run', jobIdOf: (job: number | string) => `job-${job}` }
  const suite = {
    name: 'unit',
    total_count: 3,
    success_count: 1,
    failed_count: 1,
    error_count: 1,
    skipped_count: 0,
    total_time: 1.5,
    build_ids: [4],
  }
  expect(testSummaryRows({ test_suites: [suite] }, run)).toMatchObject([
    { externalId: '9', failed: 2, jobId: 'job-4', durationMs: 1_500 },
  ])
  expect(testSummaryRows({ test_suites: [suite, suite] }, run).map(({ externalId }) => externalId)).toEqual([
    '9:unit',
    '9:unit#2',
  ])
  expect(testSummaryRows({ total: { count: 0 }, test_suites: [] }, run)).toEqual([])
  expect(testSummaryRows({ total: { count: 2, success: 2 } }, run)).toMatchObject([
    { total: 2, passed: 2, failed: null },
  ])
})
