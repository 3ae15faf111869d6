import type { FakeBuild, FakeTruth, TrueJob } from '@data-import/fake-jenkins'
import { remoteKeyOf, statusOf } from '@data-import/model'

/** Rows by kind and external id, with the fields that are compared. References are external ids. */
export type Rows = Record<string, Record<string, Record<string, unknown>>>

const library = 'https://github.com/acme/build-library.git'

/** The rows that a Jenkins must have become, worked out from the truth and not from any answer. */
export function expectedRows(truth: FakeTruth, url: string): Rows {
  const rows: Rows = { pipeline: {}, pipelineRun: {}, pipelineRunCommit: {}, job: {}, testSummary: {} }
  for (const job of truth.jobs.values()) addJob(rows, truth, job, url)
  return rows
}

/** Number and timestamp tell builds of one job apart. */
export function runIdOf(job: string, build: FakeBuild): string {
  return `${job}#${build.number}@${build.timestamp}`
}

function addJob(rows: Rows, truth: FakeTruth, job: TrueJob, url: string): void {
  add(rows, 'pipeline', job.fullName, {
    name: job.name,
    fullName: job.fullName,
    url: `${url}${job.path}/`,
    removedAt: null,
  })
  for (const build of job.builds) addBuild(rows, truth, job, build, url)
}

function addBuild(rows: Rows, truth: FakeTruth, job: TrueJob, build: FakeBuild, url: string): void {
  const runId = runIdOf(job.fullName, build)
  const createdAt = new Date(build.timestamp)
  const { status, result } = statusOf('jenkins/build', {
    status: build.building ? 'building' : 'finished',
    result: build.result,
  })
  const own = build.checkouts.find(({ remoteUrl }) => remoteUrl !== library)
  const [cause] = build.causes
  add(rows, 'pipelineRun', runId, {
    pipelineId: job.fullName,
    parentRunId: cause?.kind === 'upstream' ? parentOf(truth, cause.job, cause.number, build) : null,
    triggeredById: cause?.kind === 'user' ? cause.userId : null,
    name: `${job.fullName.split('/').map(decodeURIComponentOrNot).join(' » ')} #${build.number}`,
    number: build.number,
    status,
    result,
    originalStatus: build.building ? 'building' : 'finished',
    originalResult: build.result,
    sha: own?.sha ?? null,
    ref: own ? bare(own.branch) : null,
    url: `${url}${job.path}/${build.number}/`,
    createdAt,
    startedAt: createdAt,
    finishedAt: build.building ? null : new Date(build.timestamp + build.duration),
    durationMs: build.building ? null : BigInt(build.duration),
    queuedMs: build.queuedMs === null ? null : BigInt(build.queuedMs),
  })
  for (const { remoteUrl, sha, branch, changes } of build.checkouts) {
    const remoteKey = remoteKeyOf(remoteUrl)
    for (const one of new Set([sha, ...changes])) {
      const row = { pipelineRunId: runId, sha: one, ref: bare(branch), remoteKey, isPrimary: remoteUrl !== library }
      add(rows, 'pipelineRunCommit', `${runId}:${remoteKey}:${one}`, row)
    }
  }
  for (const stage of build.stages) {
    const meaning = statusOf('jenkins/stage', { status: stage.status })
    const hasRun = stage.status !== 'NOT_EXECUTED'
    const isDone = hasRun && meaning.status === 'DONE'
    add(rows, 'job', `${runId}/${stage.id}`, {
      pipelineRunId: runId,
      name: stage.name,
      status: meaning.status,
      result: meaning.result,
      originalStatus: stage.status,
      startedAt: hasRun ? new Date(stage.startTimeMillis) : null,
      finishedAt: isDone ? new Date(stage.startTimeMillis + stage.durationMillis) : null,
      durationMs: isDone ? BigInt(stage.durationMillis) : null,
    })
  }
  if (build.tests) {
    const { passed, failed, skipped, seconds } = build.tests
    add(rows, 'testSummary', runId, {
      pipelineRunId: runId,
      total: passed + failed + skipped,
      passed,
      failed,
      skipped,
      durationMs: BigInt(Math.round(seconds * 1_000)),
    })
  }
}

/** The build of that number that is no younger, the newest where there are two: one that is gone may have been seen. */
function parentOf(truth: FakeTruth, job: string, number: number, child: FakeBuild): string | null {
  const builds = [
    ...(truth.jobs.get(job)?.builds ?? []),
    ...truth.discarded.flatMap((one) => (one.job === job ? [one.build] : [])),
  ]
  const [parent] = builds
    .filter((build) => build.number === number && build.timestamp <= child.timestamp)
    .sort((a, b) => b.timestamp - a.timestamp)
  return parent ? runIdOf(job, parent) : null
}

function bare(branch: string): string {
  return branch.replace(/^refs\/remotes\/origin\//, '')
}

function decodeURIComponentOrNot(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

function add(rows: Rows, kind: string, externalId: string, row: Record<string, unknown>): void {
  const byId = rows[kind] ?? {}
  rows[kind] = byId
  byId[externalId] = row
}
