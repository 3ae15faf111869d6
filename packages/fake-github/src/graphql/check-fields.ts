import { webAddress } from '../rest/web-address.js'
import type { FakeCheckRun } from '../state/check-run.js'
import type { FakeJob } from '../state/job.js'
import { nodeId } from '../state/node-id.js'
import { fullName } from '../state/repository-state.js'
import type { FakeRun } from '../state/run.js'
import { connection } from './connection.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { commitSource, type RowSource, repositorySource } from './source.js'

type SuiteSource = RowSource<FakeRun>
type CheckRunSource = RowSource<FakeJob | FakeCheckRun>

/** GitHub's own, which creates a suite for each workflow run. */
const actions = { id: 'A_15368', databaseId: 15_368, slug: 'github-actions', name: 'GitHub Actions' }

/** Check suites of workflow runs and the check runs in them: one for each job, and those that a step has created. */
export const checkFields: TypeFields = {
  CheckSuite: fields<SuiteSource>({
    id: ({ repository, row }) => nodeId('CheckSuite', repository.id, row.id),
    databaseId: ({ row }) => row.id + 1,
    app: () => actions,
    status: ({ row }) => row.status.toUpperCase(),
    conclusion: ({ row }) => row.conclusion?.toUpperCase() ?? null,
    commit: async ({ repository, row }) => commitSource(repository, await repository.git.rememberedCommit(row.headSha)),
    repository: ({ repository }) => repositorySource(repository),
    workflowRun: ({ repository, row }) => ({ __typename: 'WorkflowRun', repository, row }),
    checkRuns,
  }),
  WorkflowRun: fields<SuiteSource>({
    id: ({ row }) => row.nodeId,
    databaseId: ({ row }) => row.id,
    runNumber: ({ row }) => row.number,
    url: ({ repository, row }) => `${webAddress}/${fullName(repository)}/actions/runs/${row.id}`,
    checkSuite: ({ repository, row }) => ({ __typename: 'CheckSuite', repository, row }),
  }),
  CheckRun: fields<CheckRunSource>({
    id: ({ row }) => row.nodeId,
    databaseId: ({ row }) => row.id,
    status: ({ row }) => row.status.toUpperCase(),
    conclusion: ({ row }) => row.conclusion?.toUpperCase() ?? null,
    detailsUrl: ({ repository, row }) => {
      const place = 'runnerName' in row ? `actions/runs/${row.runId}/job` : 'runs'
      return `${webAddress}/${fullName(repository)}/${place}/${row.id}`
    },
    externalId: ({ row }) => ('runnerName' in row ? uuidOf(row.id) : row.externalId),
    title: ({ row }) => ('runnerName' in row ? null : row.title),
    permalink: ({ repository, row }) => `${webAddress}/${fullName(repository)}/runs/${row.id}`,
    url: ({ repository, row }) => `${webAddress}/${fullName(repository)}/runs/${row.id}`,
    repository: ({ repository }) => repositorySource(repository),
    checkSuite: ({ repository, row }) => ({
      __typename: 'CheckSuite',
      repository,
      row: repository.runs.get(row.runId),
    }),
  }),
}

function checkRuns({ repository, row }: SuiteSource, args: Arguments) {
  const jobs = [...repository.jobs.values()].filter(({ runId }) => runId === row.id)
  const all = [...jobs, ...row.checkRuns].filter(isWanted(args))
  return connection(isOnlyLatest(args) ? latestOf(all) : all, args, {
    value: ({ id }) => id,
    id: ({ id }) => id,
    node: (one) => ({ __typename: 'CheckRun', repository, row: one }),
  })
}

function isWanted({ filterBy }: Arguments): (run: FakeJob | FakeCheckRun) => boolean {
  const { checkName } = (filterBy ?? {}) as { checkName?: string }
  return ({ name }) => checkName === undefined || checkName === name
}

function isOnlyLatest({ filterBy }: Arguments): boolean {
  return ((filterBy ?? {}) as { checkType?: string }).checkType === 'LATEST'
}

/** The last of each name: also of jobs that have the same one in one attempt. */
function latestOf<Run extends { name: string }>(runs: readonly Run[]): Run[] {
  return [...new Map(runs.map((run) => [run.name, run])).values()]
}

function uuidOf(id: number): string {
  const digits = id.toString(16).padStart(12, '0')
  return `ca395085-040a-526b-2ce8-${digits}`
}
