import type {
  FakeJob,
  FakeOrganization,
  FakePipeline,
  FakeProjectRecord,
  FakeUser,
  FakeWorkflow,
} from '@data-import/fake-circleci'

/** Rows by kind and external id: the fields that the truth decides, external ids in place of references. */
export type Rows = Record<string, Record<string, Record<string, unknown>>>

const ended: Readonly<Record<string, string>> = {
  success: 'SUCCESS',
  failed: 'FAILURE',
  error: 'FAILURE',
  unauthorized: 'FAILURE',
  infrastructure_fail: 'FAILURE',
  timedout: 'FAILURE',
  'terminated-unknown': 'FAILURE',
  canceled: 'CANCELLED',
  retried: 'CANCELLED',
  not_run: 'SKIPPED',
}

const open: Readonly<Record<string, string>> = {
  running: 'RUNNING',
  failing: 'RUNNING',
  queued: 'QUEUED',
  not_running: 'QUEUED',
  on_hold: 'WAITING',
  blocked: 'WAITING',
}

function standing(word: string) {
  const result = ended[word] ?? null
  return {
    status: result === null ? (open[word] ?? null) : 'DONE',
    result,
    originalStatus: word,
    originalResult: result === null ? null : word,
  }
}

function between(from: unknown, to: unknown): bigint | null {
  if (!(from instanceof Date) || !(to instanceof Date) || to < from) return null
  return BigInt(to.getTime() - from.getTime())
}

const dateOf = (value: unknown) => (value instanceof Date ? value : null)
const keyOf = (url: string) => url.replace('https://', '').toLowerCase()

/** What a complete import of the organization has, as the fake knows it. Written apart from the provider. */
export function expectedRows(organization: FakeOrganization, users: readonly FakeUser[]): Rows {
  const rows: Required<Rows> = {}
  const add = (kind: string, id: string, row: Record<string, unknown>) => {
    rows[kind] = { ...rows[kind], [id]: row }
  }
  const known = new Map<string, { pipeline: FakePipeline; workflow: FakeWorkflow }>()
  const people = new Set<string>()
  for (const project of organization.record.projects.filter(({ isVisible }) => isVisible)) {
    const isOpaque = project.provider === 'CircleCI'
    const hasCode = project.pipelines.some(({ vcs }) => vcs !== null)
    add('pipeline', project.id, {
      name: project.name,
      fullName: project.slug,
      url: isOpaque && !hasCode ? null : project.repositoryUrl,
      remoteKey: isOpaque && !hasCode ? null : keyOf(project.repositoryUrl),
      removedAt: null,
    })
    for (const pipeline of project.pipelines.filter(({ isExpired }) => !isExpired)) {
      for (const workflow of pipeline.workflows) {
        known.set(workflow.id, { pipeline, workflow })
        const person = workflow.startedBy ?? pipeline.actorLogin
        if (person !== null) people.add(person)
        addWorkflow(add, project, pipeline, workflow, person)
        for (const job of workflow.jobs) addJob(add, workflow, job)
      }
    }
  }
  for (const person of people) {
    const user = users.find(({ id }) => id === person)
    add('contributor', person, user ? { login: user.login, name: user.name } : { login: person, name: null })
  }
  addDeployments(add, organization, known)
  return rows
}

type Add = (kind: string, id: string, row: Record<string, unknown>) => void

function addWorkflow(
  add: Add,
  project: FakeProjectRecord,
  pipeline: FakePipeline,
  workflow: FakeWorkflow,
  person: string | null,
): void {
  const known = standing(workflow.status)
  const isOpen = known.status !== 'DONE' && known.status !== null
  const finishedAt = isOpen ? null : dateOf(workflow.stoppedAt)
  const sha = pipeline.vcs?.revision ?? null
  const ref = pipeline.vcs?.branch ?? pipeline.vcs?.tag ?? null
  add('pipelineRun', workflow.id, {
    pipelineId: project.id,
    triggeredById: person,
    name: workflow.name,
    number: pipeline.number,
    attempt: workflow.autoRerunNumber === null ? null : workflow.autoRerunNumber + 1,
    ...known,
    sha,
    ref,
    trigger: pipeline.triggerType,
    url: null,
    createdAt: dateOf(workflow.createdAt),
    startedAt: null,
    finishedAt,
    durationMs: between(workflow.createdAt, finishedAt),
  })
  if (sha === null) return
  add('pipelineRunCommit', `${workflow.id}:${sha}`, {
    pipelineRunId: workflow.id,
    sha,
    ref,
    remoteKey: pipeline.vcs ? keyOf(pipeline.vcs.origin) : null,
    isPrimary: true,
  })
}

function addJob(add: Add, workflow: FakeWorkflow, job: FakeJob): void {
  const id = `${workflow.id}:${job.id}`
  const known = standing(job.status)
  const isOpen = known.status !== 'DONE' && known.status !== null
  const finishedAt = isOpen ? null : job.stoppedAt
  add('job', id, {
    pipelineRunId: workflow.id,
    name: job.name,
    number: job.number,
    kind: job.type,
    ...known,
    isRetried: job.status === 'retried',
    url: null,
    startedAt: job.startedAt,
    finishedAt,
    durationMs: between(job.startedAt, finishedAt),
  })
  if (known.status !== 'DONE' || job.number === null || job.tests.length === 0) return
  if (['not_run', 'unauthorized'].includes(job.status)) return
  const withResult = (...words: string[]) => job.tests.filter(({ result }) => words.includes(result)).length
  const times = job.tests.flatMap(({ runTime }) => (runTime === null ? [] : Number(runTime)))
  add('testSummary', id, {
    pipelineRunId: workflow.id,
    jobId: id,
    total: job.tests.length,
    passed: withResult('success'),
    failed: withResult('failure', 'error'),
    skipped: withResult('skipped'),
    durationMs: times.length === 0 ? null : BigInt(Math.round(times.reduce((sum, one) => sum + one, 0) * 1000)),
  })
}

function addDeployments(
  add: Add,
  { record }: FakeOrganization,
  known: ReadonlyMap<string, { pipeline: FakePipeline; workflow: FakeWorkflow }>,
): void {
  const visible = new Set(record.projects.flatMap(({ id, isVisible }) => (isVisible ? id : [])))
  for (const component of record.components.filter(({ projectId }) => visible.has(projectId))) {
    for (const version of component.versions) {
      const by = known.get(version.workflowId)
      const job = by?.workflow.jobs.find(({ id }) => id === version.jobId)
      add('deployment', [component.id, version.environmentId, 'default', version.name].join(':'), {
        environment: record.environments.find(({ id }) => id === version.environmentId)?.name,
        pipelineRunId: version.workflowId,
        jobId: `${version.workflowId}:${version.jobId}`,
        status: 'DONE',
        originalStatus: version.isLive ? 'live' : 'not live',
        result: version.isLive ? 'SUCCESS' : ended[job?.status ?? ''],
        sha: by?.pipeline.vcs?.revision ?? null,
        ref: by?.pipeline.vcs?.branch ?? by?.pipeline.vcs?.tag ?? null,
        creatorId: by?.workflow.startedBy ?? by?.pipeline.actorLogin ?? null,
        finishedAt: version.lastDeployedAt,
      })
    }
  }
}
