import { expect, it } from 'vitest'
import { restRun } from '../pipeline-run/pipeline-run.fixture.js'
import { restWorkflow } from './pipeline.fixture.js'
import { pipelineRow, pipelineRowOfRun } from './pipeline-row.js'

const web = { id: 'row of 42', fullName: 'acme/web' }

it('a workflow has every field', () => {
  expect(pipelineRow(restWorkflow, web)).toEqual({
    externalId: '60000001',
    repositoryId: 'row of 42',
    name: 'build',
    fullName: '.github/workflows/build.yml',
    url: 'https://github.com/acme/web/blob/main/.github/workflows/build.yml',
    remoteKey: 'github.com/acme/web',
    createdAt: new Date('2026-01-01T00:00:00Z'),
    updatedAt: new Date('2026-01-02T00:00:00Z'),
    removedAt: null,
    sourceUpdatedAt: new Date('2026-01-02T00:00:00Z'),
  })
})

it('one that only a run names has what the run says', () => {
  expect(pipelineRowOfRun({ ...restRun, path: '.github/workflows/build.yml@main' }, web)).toEqual({
    externalId: '60000001',
    repositoryId: 'row of 42',
    name: 'build',
    fullName: '.github/workflows/build.yml',
    remoteKey: 'github.com/acme/web',
  })
  const { workflow_id, ...older } = restRun
  expect(pipelineRowOfRun(older, web)).toBeNull()
})
