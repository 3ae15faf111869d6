import {
  changesOf,
  type ExecutionContext,
  type Json,
  type PartitionContext,
  unavailableReasonOf,
} from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { contributorTable, pipelineRunCommitTable, pipelineRunTable, pipelineTable } from '@data-import/model'
import { type Jenkins, openJenkins } from '../client/open-jenkins.js'
import type { JobItem } from '../listing/item.js'
import { listingOf } from '../listing/listing-of.js'
import { partitionsOf, walkedJobs } from '../listing/walked-jobs.js'
import { createPeople } from '../people/people.js'
import { type JenkinsResource, wholeHistoryDays } from '../resource.js'
import { runExternalId } from './build.js'
import { findParents } from './parent-runs.js'
import type { RunPosition } from './run-saver.js'
import { type Orphan, readRunState } from './run-state.js'
import { walkBuilds } from './walk-builds.js'

/** Imports the builds of each job, with their commits and who started them. A job is only asked when its newest build is another. */
export const pipelineRun: JenkinsResource = {
  name: 'pipeline-run',
  tables: [pipelineTable, pipelineRunTable, pipelineRunCommitTable, contributorTable],
  script: {
    dataSourceName: 'JENKINS',
    resource: 'pipeline-run',
    dependsOn: ['pipeline'],
    importWindowDays: wholeHistoryDays,
    async run(context) {
      const jenkins = openJenkins(context)
      try {
        await importRuns(context, jenkins)
      } finally {
        context.log.info(`Asked Jenkins for pipeline-run: ${describeUsage(jenkins.source.usage)}.`)
      }
    },
  },
}

async function importRuns(context: ExecutionContext, { source, settings }: Jenkins): Promise<void> {
  const listing = await listingOf(context, { source, settings })
  const jobs = await walkedJobs(context, listing)
  const people = createPeople()
  /** Builds whose parents come in the walk of another job. */
  const orphans = new Map<string, readonly Orphan[]>()
  const walk = async (partition: PartitionContext) => {
    const job = jobs.get(partition.key)
    if (!job) return
    const { isBackfill, startDate, endDate } = context
    const walked = {
      ...{ context, partition, job, listing, people, rootUrl: settings.url },
      state: isBackfill ? null : readRunState(partition.state),
      position: readPosition(partition.cursor),
      leave: (left: readonly Orphan[]) => void orphans.set(job.fullName, left),
    }
    const window = isBackfill ? { since: startDate, until: endDate } : { since: settings.since, until: null }
    return await walkBuilds(source, walked, window)
  }
  await context.partitions(partitionsOf(jobs), walk, {
    unavailableReasonOf,
    isUnchanged: ({ key, state }) => isUnchanged(jobs.get(key), state),
  })
  for (const [fullName, ofJob] of orphans) {
    const found = await findParents(context, ofJob)
    const rows = [...found].map(([{ mark }, parentRunId]) => ({
      externalId: runExternalId(fullName, mark),
      parentRunId,
    }))
    if (rows.length > 0) await context.save(changesOf(pipelineRunTable, rows))
  }
}

function isUnchanged(job: JobItem | undefined, given: Json): boolean {
  const state = readRunState(given)
  return (
    job !== undefined && state !== null && job.mark === state.mark && state.open.length + state.orphans.length === 0
  )
}

function readPosition(cursor: Json): RunPosition | null {
  const given = cursor as Partial<RunPosition> | null
  const isOne = typeof given?.pages?.index === 'number' && Array.isArray(given.changed) && Array.isArray(given.open)
  return isOne && Array.isArray(given.orphans) ? (given as RunPosition) : null
}
