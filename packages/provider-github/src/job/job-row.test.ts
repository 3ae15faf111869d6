import { expect, it } from 'vitest'
import { restJob } from './job.fixture.js'
import { jobRow, jobRows, type RestJob } from './job-row.js'

const updatedAt = new Date('2026-01-02T00:01:30Z')
const row = (change: Partial<RestJob> = {}) => jobRow({ ...restJob, ...change }, 'row of 6000000001', updatedAt)

it('a job has every field, and the time of its run', () => {
  expect(row()).toEqual({
    externalId: '7000000001',
    pipelineRunId: 'row of 6000000001',
    name: 'test',
    attempt: 2,
    isRetried: false,
    status: 'DONE',
    originalStatus: 'completed',
    result: 'FAILURE',
    originalResult: 'failure',
    url: 'https://github.com/acme/web/actions/runs/6000000001/job/7000000001',
    createdAt: new Date('2026-01-02T00:00:00Z'),
    startedAt: new Date('2026-01-02T00:00:10Z'),
    queuedMs: 10_000,
    finishedAt: new Date('2026-01-02T00:01:00Z'),
    durationMs: 50_000,
    sourceUpdatedAt: updatedAt,
  })
})

it('one that waits has neither start nor end', () => {
  const waiting = { status: 'queued', conclusion: null, started_at: null, completed_at: null }
  expect(row(waiting)).toMatchObject({ status: 'QUEUED', startedAt: null, finishedAt: null, durationMs: null })
})

it('one that is running has no end, whatever GitHub says of it', () => {
  expect(row({ status: 'in_progress', conclusion: null })).toMatchObject({ finishedAt: null, durationMs: null })
})

it('one that was skipped may have ended before it began', () => {
  const skipped = { conclusion: 'skipped', started_at: '2026-01-02T00:00:10Z', completed_at: '2026-01-02T00:00:09Z' }
  expect(row(skipped)).toMatchObject({ result: 'SKIPPED', durationMs: 0 })
})

it('has no attempt, page or creation where an older server gives none', () => {
  const { run_attempt, created_at, ...bare } = restJob
  expect(jobRow({ ...bare, html_url: null }, 'row', null)).toMatchObject({
    attempt: null,
    url: null,
    createdAt: null,
    sourceUpdatedAt: null,
  })
})

it.each([
  ['queued', null],
  ['completed', 'skipped'],
])('one that is %s (%s) waited for no time that is known', (status, conclusion) => {
  expect(row({ status, conclusion })).toMatchObject({ queuedMs: null })
})

it('was retried where a later attempt has a job of that name', () => {
  const jobs = [
    { ...restJob, id: 1, run_attempt: 1 },
    { ...restJob, id: 2, run_attempt: 1, name: 'lint' },
    { ...restJob, id: 3, run_attempt: 2 },
  ]
  expect(jobRows(jobs, 'row', null).map(({ isRetried }) => isRetried)).toEqual([true, false, false])
})
