import { type FakeProject, fullPath } from '@data-import/fake-gitlab'
import { statusOf } from '@data-import/model'

/** Adds a row of a kind. */
export type Add = (kind: string, externalId: string | number, row: Record<string, unknown>) => void

/** The pipelines of a project with what belongs to them. */
export function addRuns(add: Add, project: FakeProject, repositoryId: string, remoteKey: string): void {
  add('pipeline', project.id, { repositoryId, name: 'CI/CD', fullName: fullPath(project), remoteKey })
  for (const run of project.pipelines.values()) {
    const { status, result } = statusOf('gitlab/pipeline', { status: run.status })
    const parent = run.parentId === null ? undefined : project.pipelines.get(run.parentId)
    add('pipelineRun', run.id, {
      repositoryId,
      pipelineId: repositoryId,
      parentRunId: parent ? String(parent.id) : null,
      triggeredById: run.user ? String(run.user.id) : null,
      name: run.name,
      number: run.iid,
      status,
      result,
      originalStatus: run.status,
      sha: run.sha,
      ref: run.ref,
      trigger: run.source,
      createdAt: run.createdAt,
      startedAt: run.startedAt,
      finishedAt: status === 'DONE' ? run.finishedAt : null,
      queuedMs: run.queuedSeconds === null ? null : BigInt(run.queuedSeconds * 1_000),
      durationMs: run.duration === null ? null : BigInt(run.duration * 1_000),
      sourceUpdatedAt: run.updatedAt,
    })
    const commit = { pipelineRunId: String(run.id), sha: run.sha, ref: run.ref, remoteKey, isPrimary: true }
    add('pipelineRunCommit', `${run.id}:${run.sha}`, commit)
    for (const job of run.jobs) {
      const known = statusOf('gitlab/job', { status: job.status })
      add('job', job.id, {
        pipelineRunId: String(run.id),
        name: job.name,
        stage: job.stage,
        kind: job.isBridge ? 'bridge' : 'build',
        status: known.status,
        result: known.result,
        originalStatus: job.status,
        allowFailure: job.allowFailure,
        isRetried: job.isRetried,
        createdAt: job.createdAt,
        startedAt: job.startedAt,
        finishedAt: known.status === 'DONE' ? job.finishedAt : null,
      })
    }
    if (status !== 'DONE') continue
    for (const suite of run.suites) {
      add('testSummary', run.suites.length === 1 ? run.id : `${run.id}:${suite.name}`, {
        pipelineRunId: String(run.id),
        name: suite.name,
        total: suite.success + suite.failed + suite.skipped + suite.error,
        passed: suite.success,
        failed: suite.failed + suite.error,
        skipped: suite.skipped,
        durationMs: BigInt(Math.round(suite.seconds * 1_000)),
      })
    }
  }
}
