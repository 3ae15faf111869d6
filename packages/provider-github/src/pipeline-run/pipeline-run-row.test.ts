import { expect, it } from 'vitest'
import { restRun } from '../testing/github-records.js'
import { pipelineRunRow, type RestRun } from './pipeline-run-row.js'

const row = (change: Partial<RestRun> = {}) => pipelineRunRow({ ...restRun, ...change }, 'row of 42')

it('a run has every field, of its last attempt', () => {
  expect(row()).toEqual({
    externalId: '6000000001',
    repositoryId: 'row of 42',
    name: 'build',
    number: 21,
    attempt: 2,
    status: 'DONE',
    originalStatus: 'completed',
    result: 'SUCCESS',
    originalResult: 'success',
    sha: 'a'.repeat(40),
    ref: 'main',
    trigger: 'push',
    url: 'https://github.com/acme/web/actions/runs/6000000001',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    startedAt: new Date('2026-01-02T00:00:00Z'),
    finishedAt: new Date('2026-01-02T00:01:30Z'),
    durationMs: 90_000,
    sourceUpdatedAt: new Date('2026-01-02T00:01:30Z'),
  })
})

it('one that has not ended has no end, though it was updated', () => {
  expect(row({ status: 'in_progress', conclusion: null })).toMatchObject({
    status: 'RUNNING',
    result: null,
    originalResult: null,
    finishedAt: null,
    durationMs: null,
    sourceUpdatedAt: new Date('2026-01-02T00:01:30Z'),
  })
})

it('has no name, branch, attempt or start where GitHub gives none', () => {
  const { run_attempt, run_started_at, ...bare } = restRun
  expect(pipelineRunRow({ ...bare, name: null, head_branch: null }, 'row of 42')).toMatchObject({
    name: null,
    ref: null,
    attempt: null,
    startedAt: null,
    durationMs: null,
  })
})

it('took no less than no time, whatever the clocks said', () => {
  expect(row({ updated_at: '2026-01-01T23:00:00Z' })).toMatchObject({ durationMs: 0 })
})

it('has no status where GitHub gives none', () => {
  expect(row({ status: null, conclusion: null })).toMatchObject({ status: null, originalStatus: null })
})

it('waits for an approval without a result or an end, though GitHub calls it completed', () => {
  expect(row({ status: 'completed', conclusion: 'action_required' })).toMatchObject({
    status: 'WAITING',
    originalStatus: 'completed',
    result: null,
    originalResult: 'action_required',
    finishedAt: null,
    durationMs: null,
  })
})
