import { expect, it } from 'vitest'
import { bot, mappedPeople, octo } from '../testing/mapped-people.js'
import { restRun } from './pipeline-run.fixture.js'
import { pipelineRunCommitRow, pipelineRunRow, type RestRun } from './pipeline-run-row.js'

const ids = { idOf: (_: object, externalId: string) => `row of ${externalId}` }
const rowOf = (run: RestRun) => pipelineRunRow(run, 'row of 42', mappedPeople().people, ids)
const row = (change: Partial<RestRun> = {}) => rowOf({ ...restRun, ...change })

it('a run has every field, of its last attempt', () => {
  expect(row()).toEqual({
    externalId: '6000000001',
    repositoryId: 'row of 42',
    pipelineId: 'row of 60000001',
    triggeredById: 'row of 7',
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
  expect(rowOf({ ...bare, name: null, head_branch: null })).toMatchObject({
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

it('was triggered by whoever ran it last, else by its actor', () => {
  expect(row({ actor: octo.rest, triggering_actor: bot.rest })).toMatchObject({ triggeredById: 'row of 9' })
  const { triggering_actor, ...older } = restRun
  expect(rowOf({ ...older, actor: octo.rest })).toMatchObject({ triggeredById: 'row of 7' })
})

it('has no workflow where an older server names none', () => {
  const { workflow_id, ...bare } = restRun
  expect(rowOf(bare)).toMatchObject({ pipelineId: null })
})

it('builds one commit, of the repository or the fork that has it', () => {
  expect(pipelineRunCommitRow(restRun, ids)).toEqual({
    externalId: `6000000001:${'a'.repeat(40)}`,
    pipelineRunId: 'row of 6000000001',
    sha: 'a'.repeat(40),
    ref: 'main',
    remoteKey: 'github.com/acme/web',
    isPrimary: true,
  })
  const fork = { html_url: 'https://github.com/Octo/Web' }
  expect(pipelineRunCommitRow({ ...restRun, head_repository: fork }, ids)).toMatchObject({
    remoteKey: 'github.com/octo/web',
  })
  expect(pipelineRunCommitRow({ ...restRun, head_repository: null }, ids)).toMatchObject({ remoteKey: null })
})
