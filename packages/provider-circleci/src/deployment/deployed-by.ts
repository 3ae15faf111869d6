import { jobTable, pipelineRunTable } from '@data-import/model'
import { textOf } from '../record/read.js'
import type { CircleciContext } from '../resource.js'
import type { DeployedBy, VersionBody } from './deployment-row.js'

const perQuery = 200

/** What is stored of the workflows and jobs that deployed some versions. */
export async function deployedBy(
  { stored }: Pick<CircleciContext, 'stored'>,
  versions: readonly VersionBody[],
): Promise<(version: VersionBody) => DeployedBy | undefined> {
  const runs = new Map<string, Omit<DeployedBy, 'result'>>()
  const results = new Map<string, string | null>()
  for (let at = 0; at < versions.length; at += perQuery) {
    const some = versions.slice(at, at + perQuery)
    const fields = ['externalId', 'sha', 'ref', 'triggeredById'] as const
    const workflows = { in: some.flatMap(({ workflow_id: id }) => textOf(id) ?? []) }
    for (const run of await stored(pipelineRunTable, fields, { where: { externalId: workflows } })) {
      runs.set(run.externalId, run)
    }
    const jobs = { in: some.flatMap((version) => jobKey(version) ?? []) }
    for (const job of await stored(jobTable, ['externalId', 'result'], { where: { externalId: jobs } })) {
      results.set(job.externalId, job.result)
    }
  }
  return (version) => {
    const run = runs.get(version.workflow_id ?? '')
    return run && { ...run, result: results.get(jobKey(version) ?? '') ?? null }
  }
}

function jobKey({ workflow_id: workflow, job_id: job }: VersionBody): string | null {
  return textOf(workflow) !== null && textOf(job) !== null ? `${workflow}:${job}` : null
}
