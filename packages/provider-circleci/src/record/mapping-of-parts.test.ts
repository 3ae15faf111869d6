import type { TableDefinition } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { deploymentRow } from '../deployment/deployment-row.js'
import { jobRow } from '../job/job-row.js'
import { pipelineRow } from '../pipeline/pipeline-row.js'
import { countTests } from '../test-summary/test-summary-row.js'

const ids = { idOf: (table: TableDefinition, id: string) => `${table.name} ${id}` }
const at = (minute: number) => `2026-02-01T10:${String(minute).padStart(2, '0')}:00Z`

describe('a job', () => {
  const owner = { id: 'PipelineRun w', externalId: 'w', sourceUpdatedAt: new Date(at(5)) }
  const job = {
    id: 'j',
    job_number: 7,
    name: 'test',
    type: 'build',
    status: 'failed',
    started_at: at(1),
    stopped_at: at(3),
  }

  it('belongs to its workflow by its id too', () => {
    expect(jobRow(job, owner)).toMatchObject({
      externalId: 'w:j',
      number: 7,
      kind: 'build',
      result: 'FAILURE',
      durationMs: 120_000,
      isRetried: false,
    })
  })

  it('on hold has neither number, nor start, nor end', () => {
    const hold = { id: 'h', name: 'hold', type: 'approval', status: 'on_hold' }
    expect(jobRow(hold, owner)).toMatchObject({
      number: null,
      startedAt: null,
      finishedAt: null,
      durationMs: null,
      status: 'WAITING',
    })
  })

  it('that was retried is cancelled', () => {
    expect(jobRow({ ...job, status: 'retried' }, owner)).toMatchObject({ result: 'CANCELLED', isRetried: true })
  })
})

it('tests are counted by their result, and times as numbers or text', () => {
  const tests = [
    { result: 'success', run_time: 0.25 },
    { result: 'failure', run_time: '1.5' },
    { result: 'error', run_time: null },
    { result: 'skipped' },
    { result: 'odd', run_time: 'soon' },
  ]
  expect(countTests(tests)).toEqual({ total: 5, passed: 1, failed: 2, skipped: 1, durationMs: 1_750 })
  expect(countTests([{ result: 'success' }]).durationMs).toBeNull()
})

it('a deployment that is no longer live ended as its job did, if that is known', () => {
  const version = {
    name: '1',
    environment_id: 'e',
    is_live: false,
    workflow_id: 'w',
    job_id: 'j',
    last_deployed_at: at(4),
  }
  const by = { sha: 'abc', ref: 'main', triggeredById: 'u', result: 'FAILURE' }
  const place = { componentId: 'c', environment: 'production' }
  expect(deploymentRow(version, place, by, ids)).toMatchObject({
    externalId: 'c:e::1',
    status: 'DONE',
    result: 'FAILURE',
    jobId: 'Job w:j',
  })
  expect(deploymentRow(version, place, undefined, ids)).toMatchObject({ result: null, sha: null })
  expect(deploymentRow({ ...version, is_live: true }, place, by, ids)).toMatchObject({ result: 'SUCCESS' })
})

describe('a project', () => {
  it('of the GitHub App has an address that is none', () => {
    const body = {
      id: 'p',
      slug: 'circleci/o/p',
      name: 'app',
      vcs_info: { vcs_url: '//circleci.com/o/p', provider: 'CircleCI' },
    }
    expect(pipelineRow(body, 'circleci/o/p')).toEqual({
      externalId: 'p',
      name: 'app',
      fullName: 'circleci/o/p',
      removedAt: null,
    })
  })

  it('of an old server goes by its slug', () => {
    expect(pipelineRow({ slug: 'gh/acme/web' }, 'gh/acme/web')).toMatchObject({
      externalId: 'gh/acme/web',
      name: 'web',
    })
  })
})
