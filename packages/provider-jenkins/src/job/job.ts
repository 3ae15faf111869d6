import { replaceChildren, TransientError } from '@data-import/core/provider'
import { jobTable } from '@data-import/model'
import { objectOf, objectsOf } from '../record/values.js'
import { type JenkinsResource, wholeHistoryDays } from '../resource.js'
import { isBuildGone } from '../runs/build-gone.js'
import type { ChangedRun } from '../runs/changed-runs.js'
import { eachChangedRun, type JobReading } from '../runs/each-changed-run.js'
import { jobRow } from './job-row.js'

/** Imports the stages of pipelines' builds: a request for each build that is new or runs, the most expensive part of Jenkins. */
export const job: JenkinsResource = {
  name: 'job',
  tables: [jobTable],
  script: {
    dataSourceName: 'JENKINS',
    resource: 'job',
    dependsOn: ['pipeline-run'],
    importWindowDays: wholeHistoryDays,
    run: (context) =>
      eachChangedRun(context, {
        resource: 'job',
        nothingIn: ({ className }) =>
          className === null || /workflow/i.test(className) ? undefined : 'jobs of this kind have no stages',
        open: async (reading) => stageReader(reading),
      }),
  },
}

function stageReader({ jenkins: { source }, job }: JobReading) {
  let hasStages = false
  let isWithoutStages = false
  const ask = async ({ number }: ChangedRun) =>
    await source.get<unknown>(`${job.path}/${number}/wfapi/describe`, { absentOn: [404], isOfPart: true })
  const read = async (run: ChangedRun) => {
    if (isWithoutStages) return []
    let answer = await ask(run)
    if (!answer) {
      if (await isBuildGone(source, job.path, run)) return []
      answer = await ask(run)
    }
    if (!answer) {
      // The build is there and its stages aren't: the plugin is missing, or this job isn't of its kind.
      if (hasStages)
        throw new TransientError(`Jenkins has no stages of ${run.externalId}, though it has those of other builds.`)
      isWithoutStages = true
      return []
    }
    const stages = objectOf(answer.body)?.stages
    if (!Array.isArray(stages))
      throw new TransientError(`Jenkins answered without a list of stages (${run.externalId}).`)
    hasStages = true
    const rows = objectsOf(stages).map((stage) => jobRow(stage, run))
    return [replaceChildren(jobTable, 'pipelineRunId', [run.id], rows)]
  }
  // One build is asked before the others: it tells whether there are stages at all.
  let first: Promise<unknown> | null = null
  return async (run: ChangedRun) => {
    if (first) {
      await first
      return read(run)
    }
    const answer = read(run)
    first = answer.catch(() => undefined)
    return answer
  }
}
