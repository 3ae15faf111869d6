import type { GraphqlDeployment, GraphqlStatus } from '../deployment/deployment-query.js'
import type { RestJob } from '../job/job-row.js'
import type { RestWorkflow } from '../pipeline/pipeline-row.js'
import type { RestRun } from '../pipeline-run/pipeline-run-row.js'
import { octo } from './mapped-people.js'

/** One whole record of each kind of delivery, as GitHub's documentation describes it. Tests change what they are about. */

const sha = 'a'.repeat(40)
const web = 'https://github.com/acme/web'

export const restWorkflow: RestWorkflow = {
  id: 60_000_001,
  name: 'build',
  path: '.github/workflows/build.yml',
  html_url: `${web}/blob/main/.github/workflows/build.yml`,
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-02T00:00:00.000Z',
}

export const restRun: RestRun = {
  id: 6_000_000_001,
  name: 'build',
  run_number: 21,
  run_attempt: 2,
  status: 'completed',
  conclusion: 'success',
  head_sha: sha,
  head_branch: 'main',
  event: 'push',
  workflow_id: 60_000_001,
  path: '.github/workflows/build.yml',
  check_suite_node_id: 'CS_kwDOAAAB',
  triggering_actor: octo.rest,
  head_repository: { html_url: web },
  html_url: `${web}/actions/runs/6000000001`,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:01:30Z',
  run_started_at: '2026-01-02T00:00:00Z',
}

export const restJob: RestJob = {
  id: 7_000_000_001,
  name: 'test',
  run_attempt: 2,
  status: 'completed',
  conclusion: 'failure',
  html_url: `${web}/actions/runs/6000000001/job/7000000001`,
  created_at: '2026-01-02T00:00:00Z',
  started_at: '2026-01-02T00:00:10Z',
  completed_at: '2026-01-02T00:01:00Z',
}

export const graphqlStatuses: readonly GraphqlStatus[] = [
  { id: 'DES_1', state: 'IN_PROGRESS', createdAt: '2026-01-01T00:01:00Z', logUrl: null, environmentUrl: null },
  {
    id: 'DES_2',
    state: 'SUCCESS',
    createdAt: '2026-01-01T00:02:00Z',
    logUrl: null,
    environmentUrl: 'https://acme.example.com',
  },
]

export const graphqlDeployment: GraphqlDeployment = {
  id: 'DE_1',
  databaseId: 8001,
  commitOid: sha,
  environment: 'production',
  state: 'ACTIVE',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:02:00Z',
  ref: { name: 'main' },
  creator: octo.graphql,
  latestStatus: { id: 'DES_2' },
  statuses: { totalCount: 2, pageInfo: { hasNextPage: false, endCursor: null }, nodes: graphqlStatuses },
}
