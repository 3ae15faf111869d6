import type {
  FakeComponent,
  FakeEnvironment,
  FakeJob,
  FakeOrganizationRecord,
  FakePipeline,
  FakeProjectRecord,
  FakeTest,
  FakeVersion,
  FakeWorkflow,
} from '../state/records.js'

const instant = (date: Date | '' | null) => (date instanceof Date ? date.toISOString().replace('.000Z', 'Z') : date)

export const projectBody = (project: FakeProjectRecord, organization: FakeOrganizationRecord) => ({
  slug: project.slug,
  name: project.name,
  id: project.id,
  organization_name: organization.name,
  organization_slug: organization.slug,
  organization_id: organization.id,
  vcs_info: { vcs_url: project.vcsUrl, provider: project.provider, default_branch: 'main' },
})

export const pipelineBody = (pipeline: FakePipeline, project: FakeProjectRecord) => ({
  id: pipeline.id,
  errors: pipeline.state === 'errored' ? [{ type: 'config', message: 'The configuration has no jobs.' }] : [],
  project_slug: project.slug,
  updated_at: pipeline.createdAt.toISOString(),
  number: pipeline.number,
  state: pipeline.state,
  created_at: pipeline.createdAt.toISOString(),
  trigger: {
    received_at: pipeline.createdAt.toISOString(),
    type: pipeline.triggerType,
    actor: { login: pipeline.actorLogin, avatar_url: null },
  },
  ...(pipeline.vcs && !pipeline.hasGitParameters && { vcs: vcsBody(pipeline.vcs, project) }),
  ...(pipeline.vcs && pipeline.hasGitParameters && { trigger_parameters: gitParameters(pipeline.vcs) }),
})

function vcsBody(
  { revision, branch, tag, target, origin }: NonNullable<FakePipeline['vcs']>,
  project: FakeProjectRecord,
) {
  return {
    provider_name: project.provider,
    target_repository_url: target,
    origin_repository_url: origin,
    revision,
    ...(branch !== null && { branch }),
    ...(tag !== null && { tag }),
    commit: { subject: `Change ${revision?.slice(0, 7)}`, body: '' },
  }
}

/** As pipelines of the GitHub App and of GitLab have it. */
function gitParameters({ revision, branch, tag, target }: NonNullable<FakePipeline['vcs']>) {
  const ref = tag === null ? `refs/heads/${branch}` : `refs/tags/${tag}`
  return {
    circleci: { event_type: 'push', trigger_type: 'github_app' },
    git: { checkout_sha: revision, checkout_url: target, branch: branch ?? '', tag: tag ?? '', ref },
  }
}

export const workflowBody = (workflow: FakeWorkflow, pipeline: FakePipeline, project: FakeProjectRecord) => ({
  pipeline_id: pipeline.id,
  id: workflow.id,
  name: workflow.name,
  project_slug: project.slug,
  status: workflow.status,
  ...(workflow.startedBy !== null && { started_by: workflow.startedBy }),
  ...(workflow.autoRerunNumber !== null && { auto_rerun_number: workflow.autoRerunNumber, max_auto_reruns: 3 }),
  pipeline_number: pipeline.number,
  created_at: instant(workflow.createdAt),
  stopped_at: instant(workflow.stoppedAt),
})

export const jobBody = (job: FakeJob, project: FakeProjectRecord) => ({
  dependencies: [],
  ...(job.number !== null && { job_number: job.number }),
  id: job.id,
  ...(job.startedAt !== null && { started_at: instant(job.startedAt) }),
  name: job.name,
  project_slug: project.slug,
  status: job.status,
  type: job.type,
  ...(job.type === 'approval' && { approval_request_id: job.id }),
  stopped_at: instant(job.stoppedAt),
})

export const testBody = ({ name, result, runTime }: FakeTest) => ({
  message: result === 'failure' ? `${name} failed` : '',
  source: 'vitest',
  run_time: runTime,
  file: `src/${name}.test.ts`,
  result,
  name,
  classname: name,
})

export const componentBody = (component: FakeComponent) => ({
  id: component.id,
  name: component.name,
  project_id: component.projectId,
  labels: [],
  release_count: component.releaseCount,
  created_at: component.createdAt.toISOString(),
  updated_at: component.updatedAt.toISOString(),
})

export const environmentBody = ({ id, name }: FakeEnvironment) => ({ id, name, description: '', labels: [] })

export const versionBody = (version: FakeVersion) => ({
  name: version.name,
  namespace: 'default',
  environment_id: version.environmentId,
  is_live: version.isLive,
  pipeline_id: version.pipelineId,
  workflow_id: version.workflowId,
  job_id: version.jobId,
  ...(version.jobNumber !== null && { job_number: version.jobNumber }),
  last_deployed_at: version.lastDeployedAt.toISOString(),
})
