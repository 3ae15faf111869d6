import { replaceChildren, TransientError, type WalkEnd } from '@data-import/core/provider'
import { jobTable, pipelineRunTable, testSummaryTable } from '@data-import/model'
import { unlessGone } from '../client/unless-gone.js'
import { externalIdOf, idOrNull } from '../record/values.js'
import { projectScript } from '../walk/each-project.js'
import { pipelineDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { changedRuns, isChangedSince } from '../walk/stored-runs.js'
import { type GitlabTestSummary, testSummaryRows } from './test-summary-row.js'

interface TestPosition {
  afterRun: string | null
}

type TestWalk = ProjectWalk<TestPosition, Record<string, never>>

/** Imports how the tests of pipelines ended, once the pipeline has. */
export const testSummary = projectScript<TestPosition, Record<string, never>>({
  resource: 'test-summary',
  dependsOn: ['pipeline-run', 'job'],
  importWindowDays: pipelineDays,
  after: ['pipeline-run', 'job'],
  markOf: ({ pipelines }) => pipelines,
  walk: importTests,
})

async function importTests(walk: TestWalk): Promise<WalkEnd> {
  const { context, project, until, state } = walk
  const since = until || state ? walk.since : null
  const changed = await changedRuns(context, { repositoryId: project.id, changedSince: since, until })
  const afterRun = walk.position?.afterRun ?? null
  const runs = changed.filter(
    (run) =>
      run.status === 'DONE' &&
      (since === null || until !== null || isChangedSince(run, since)) &&
      (afterRun === null || run.externalId > afterRun),
  )
  for (const { externalId } of runs) await importRun(walk, externalId)
  return context.isBackfill ? {} : walk.end({ own: {} })
}

async function importRun({ context, gitlab, project, checkpoint }: TestWalk, externalId: string): Promise<void> {
  const path = `${project.path}/pipelines/${externalId}/test_report_summary`
  // Pipelines can be deleted. Then their rows stay as they are.
  const options = { absentOn: [404], isOfPart: true }
  const answer = await unlessGone(() => gitlab.rest.get<GitlabTestSummary | null>(path, options))
  if (!answer) return
  const { body } = answer
  if (!body || typeof body !== 'object' || !('total' in body || 'test_suites' in body)) {
    throw new TransientError(
      `GitLab's answer about the tests of pipeline ${externalId} has neither a total nor suites.`,
    )
  }
  const jobs = (body.test_suites ?? []).flatMap((suite) => suite?.build_ids ?? []).flatMap((id) => idOrNull(id) ?? [])
  const stored =
    jobs.length === 0 ? [] : await context.stored(jobTable, ['externalId'], { where: { externalId: { in: jobs } } })
  const known = new Set(stored.map((row) => row.externalId))
  const id = context.idOf(pipelineRunTable, externalId)
  const jobIdOf = (job: number | string) => {
    const name = externalIdOf('job', job)
    return known.has(name) ? context.idOf(jobTable, name) : null
  }
  const rows = testSummaryRows(body, { externalId, id, jobIdOf })
  await checkpoint([replaceChildren(testSummaryTable, 'pipelineRunId', [id], rows)], { afterRun: externalId })
}
