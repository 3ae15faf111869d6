import { pipelineTable } from '@data-import/model'
import { restRun } from '../pipeline-run/pipeline-run.fixture.js'
import { byId, type ResourceDouble } from '../testing/resource-double.js'
import { web, webUrl } from '../testing/sample.js'
import { pipeline } from './pipeline.js'
import { pipelineRow, pipelineRowOfRun, type RestWorkflow } from './pipeline-row.js'

export const restWorkflow: RestWorkflow = {
  id: 60_000_001,
  name: 'build',
  path: '.github/workflows/build.yml',
  html_url: `${webUrl}/blob/main/.github/workflows/build.yml`,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-02T00:00:00.000Z',
}

export const pipelineDouble: ResourceDouble = {
  resource: pipeline,
  mappings: [
    { name: 'pipelineRow', whole: restWorkflow, table: pipelineTable, map: (one) => pipelineRow(one, web) },
    { name: 'pipelineRowOfRun', whole: restRun, table: pipelineTable, map: (one) => pipelineRowOfRun(one, web) },
  ],
  expected: ({ repository, workflows }) => ({
    pipeline: byId(workflows.values(), (workflow) => ({
      repositoryId: String(repository.id),
      name: workflow.name,
      fullName: workflow.path,
    })),
  }),
}
