import type { TableDefinition } from '@data-import/core/provider'
import { ImportError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { contributorRow } from '../contributor/contributor.js'
import type { PipelineBody, WorkflowBody } from '../pipeline-run/pipeline-body.js'
import { pipelineFacts } from '../pipeline-run/pipeline-facts.js'
import { contributorRows, pipelineRunCommitRow, pipelineRunRow } from '../pipeline-run/pipeline-run-row.js'

const ids = { idOf: (table: TableDefinition, id: string) => `${table.name} ${id}`, appUrl: null }
const project = { key: 'p', slug: 'gh/acme/web' }
const at = (minute: number) => `2026-02-01T10:${String(minute).padStart(2, '0')}:00Z`

const pipeline: PipelineBody = {
  id: 'a',
  number: 25,
  created_at: '2026-02-01T10:00:00.123Z',
  trigger: { type: 'webhook', actor: { login: 'ana' } },
  vcs: {
    revision: 'f454a02b5d10fcccfd7d9dd7608a76d6493a98b4',
    branch: 'feature/anvils',
    target_repository_url: 'https://github.com/acme/web',
    origin_repository_url: 'https://github.com/Contributor/Web',
  },
}
const workflow: WorkflowBody = {
  id: 'w',
  name: 'build',
  status: 'success',
  created_at: at(0),
  stopped_at: at(5),
  started_by: 'u',
  pipeline_number: 25,
}

describe('a workflow', () => {
  const map = (change: object, facts = pipelineFacts(pipeline)) =>
    pipelineRunRow({ ...workflow, ...change }, facts, project, ids)

  it('has no address where its number is not known', () => {
    const row = (number: number | null) =>
      pipelineRunRow({ ...workflow, pipeline_number: number }, { ...pipelineFacts(pipeline), number }, project, {
        ...ids,
        appUrl: 'https://app.circleci.com',
      })
    expect(row(25).url).toMatch(/\/25\/workflows\/w$/)
    expect(row(null).url).toBeUndefined()
  })

  it('has what its pipeline says, and lasts from its creation to its end', () => {
    expect(map({})).toEqual({
      externalId: 'w',
      pipelineId: 'Pipeline p',
      triggeredById: 'Contributor u',
      name: 'build',
      number: 25,
      status: 'DONE',
      originalStatus: 'success',
      result: 'SUCCESS',
      originalResult: 'success',
      sha: 'f454a02b5d10fcccfd7d9dd7608a76d6493a98b4',
      ref: 'feature/anvils',
      trigger: 'webhook',
      createdAt: new Date(at(0)),
      finishedAt: new Date(at(5)),
      durationMs: 300_000,
      sourceUpdatedAt: new Date(at(5)),
    })
  })

  it.each([
    [
      'on hold has no end',
      { status: 'on_hold' },
      { status: 'WAITING', result: null, finishedAt: null, durationMs: null },
    ],
    [
      'failing still runs',
      { status: 'failing', stopped_at: null },
      { status: 'RUNNING', result: null, finishedAt: null },
    ],
    [
      'with blank times has none',
      { created_at: '', stopped_at: '' },
      { createdAt: null, finishedAt: null, durationMs: null },
    ],
    [
      'stopped before it was created has no duration',
      { stopped_at: '2026-02-01T09:00:00Z' },
      { durationMs: null, finishedAt: new Date('2026-02-01T09:00:00Z') },
    ],
    [
      'with a word that is not known keeps the word',
      { status: 'thinking' },
      { status: null, result: null, originalStatus: 'thinking' },
    ],
    ['without a status has none', { status: null }, { status: null, originalStatus: null }],
    [
      'that nobody started was by who triggered the pipeline',
      { started_by: null },
      { triggeredById: 'Contributor ana' },
    ],
    ['that was run again by itself has a number of attempts', { auto_rerun_number: 2 }, { attempt: 3 }],
    ['may have its number as text', { pipeline_number: '7' }, { number: 7 }],
  ])('%s', (_, change, expected) => expect(map(change)).toMatchObject(expected))

  it('without its id is no row', () => {
    for (const id of [undefined, null, '', {}, []]) expect(() => map({ id })).toThrow(/without its id/)
  })

  it('that is looked at again leaves what its pipeline said', () => {
    const row = pipelineRunRow(workflow, undefined, project, ids)
    expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['sha']))
    expect(row).not.toHaveProperty('ref')
  })
})

describe('the code of a pipeline', () => {
  it('of a fork is the fork’s, and the project’s is where it goes to', () => {
    const facts = pipelineFacts(pipeline)
    expect(facts).toMatchObject({
      repositoryUrl: 'https://github.com/acme/web',
      commitKey: 'github.com/contributor/web',
    })
    expect(pipelineRunCommitRow('w', facts, ids)).toMatchObject({
      externalId: `w:${facts.sha}`,
      remoteKey: 'github.com/contributor/web',
    })
  })

  it('is told by the trigger’s parameters where there is no vcs', () => {
    const git = {
      checkout_sha: 'abc',
      ref: 'refs/tags/v1',
      branch: '',
      checkout_url: 'git@gitlab.com:acme/tools/app.git',
    }
    expect(pipelineFacts({ id: 'a', trigger_parameters: { git } })).toMatchObject({
      sha: 'abc',
      ref: 'v1',
      commitKey: 'gitlab.com/acme/tools/app',
    })
  })

  it('may be missing', () => {
    const facts = pipelineFacts({ id: 'a', vcs: null })
    expect(facts).toMatchObject({ sha: null, ref: null, commitKey: null, trigger: null, actor: null })
    expect(pipelineRunCommitRow('w', facts, ids)).toBeUndefined()
  })
})

describe('people', () => {
  it('have the login of the trigger if they started the first workflow, and not if they ran it again', () => {
    const facts = pipelineFacts(pipeline)
    const rerun = { ...workflow, id: 'x', started_by: 'v', created_at: '2026-02-03T10:00:00Z' }
    expect(contributorRows([workflow, rerun], facts)).toEqual([{ externalId: 'u', login: 'ana' }, { externalId: 'v' }])
    const soon = { ...rerun, created_at: new Date(Date.parse(String(workflow.created_at)) + 60_000).toISOString() }
    const logins = (...workflows: WorkflowBody[]) =>
      new Map(contributorRows(workflows, facts).map(({ externalId, login }) => [externalId, login]))
    expect(logins(soon, workflow)).toEqual(
      new Map([
        ['v', undefined],
        ['u', 'ana'],
      ]),
    )
    // Of the same instant, it can't be told.
    expect(logins({ ...soon, created_at: workflow.created_at }, workflow)).toEqual(
      new Map([
        ['v', undefined],
        ['u', undefined],
      ]),
    )
    expect(logins(rerun)).toEqual(new Map([['v', undefined]]))
    expect(contributorRows([{ id: 'y' }], facts)).toEqual([{ externalId: 'ana', login: 'ana' }])
  })

  it('keep what is known where CircleCI says less', () => {
    expect(contributorRow('u', { login: null, name: 'Ana Doe' })).toEqual({ externalId: 'u', name: 'Ana Doe' })
  })
})

it('records of any other form make no wrong row', () => {
  const odd = [undefined, null, '', 0, -1, 1.5, true, [], {}, 'not a date', '0000-00-00T00:00:00Z', 1e300]
  for (const field of [
    'id',
    'name',
    'status',
    'created_at',
    'stopped_at',
    'started_by',
    'pipeline_number',
    'auto_rerun_number',
  ]) {
    for (const value of odd) {
      try {
        const row = pipelineRunRow(
          { ...workflow, [field]: value } as WorkflowBody,
          pipelineFacts(pipeline),
          project,
          ids,
        )
        for (const date of [row.createdAt, row.finishedAt])
          expect(date === null || !Number.isNaN(date?.getTime())).toBe(true)
        expect(['QUEUED', 'RUNNING', 'WAITING', 'DONE', null]).toContain(row.status)
        expect(row.durationMs === null || (row.durationMs ?? -1) >= 0).toBe(true)
        expect(JSON.stringify(row)).not.toMatch(/undefined|NaN|\[object/)
      } catch (error) {
        expect(ImportError.isInstance(error)).toBe(true)
      }
    }
  }
})
