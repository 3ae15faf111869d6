import {
  changesOf,
  type ExecutionContext,
  type PartitionContext,
  rowsOf,
  unavailableReasonOf,
} from '@data-import/core/provider'
import { describeUsage } from '@data-import/http'
import { pipelineTable } from '@data-import/model'
import { openJenkins } from '../client/open-jenkins.js'
import type { ListedFolder, Listing } from '../listing/list-jobs.js'
import { listingOf } from '../listing/listing-of.js'
import { type JenkinsResource, wholeHistoryDays } from '../resource.js'
import type { Settings } from '../settings.js'
import { pipelineRow } from './pipeline-row.js'

/** Imports the jobs: of folders, organisation folders and multibranch projects too. Usually one request tells all of them. */
export const pipeline: JenkinsResource = {
  name: 'pipeline',
  tables: [pipelineTable],
  script: {
    dataSourceName: 'JENKINS',
    resource: 'pipeline',
    dependsOn: [],
    importWindowDays: wholeHistoryDays,
    async run(context) {
      const jenkins = openJenkins(context)
      try {
        const listing = await listingOf(context, jenkins)
        const partitions = listing.folders.map(({ fullName }) => ({
          key: fullName || '/',
          name: fullName || 'Jenkins',
        }))
        const walk = (partition: PartitionContext) => walkFolder(context, jenkins.settings, listing, partition)
        await context.partitions(partitions, walk, { unavailableReasonOf })
      } finally {
        context.log.info(`Asked Jenkins for pipeline: ${describeUsage(jenkins.source.usage)}.`)
      }
    },
  },
}

const rowsPerCheckpoint = 1_000

async function walkFolder(
  context: ExecutionContext,
  settings: Settings,
  listing: Listing,
  partition: PartitionContext,
) {
  const folder = listing.folders.find(({ fullName }) => (fullName || '/') === partition.key)
  if (!folder) return
  if (folder.error !== undefined) throw folder.error
  const jobs = folder.jobs.filter(({ fullName }) => listing.jobs.has(fullName))
  for (let from = 0; from < jobs.length; from += rowsPerCheckpoint) {
    const rows = jobs.slice(from, from + rowsPerCheckpoint).map((job) => pipelineRow(job, settings.url))
    await partition.checkpoint({ rows: [rowsOf(pipelineTable, rows)], cursor: null })
  }
  const gone = context.isBackfill ? [] : await missingJobs(context, listing, folder)
  const rows = [
    changesOf(
      pipelineTable,
      gone.map((externalId) => ({ externalId, removedAt: context.endDate })),
    ),
  ]
  if (folder.jobs.length > 0 || gone.length === 0) return { rows }
  // Jenkins shows no job that the user may not see, and doesn't say so.
  await partition.checkpoint({ rows, cursor: null })
  partition.unavailable(
    `Jenkins lists no job any more, and listed ${gone.length} before: they were deleted, or the user has lost the permission Job/Read`,
  )
}

/** Stored jobs of a folder that its list lacks. Those of a folder that is asked for on its own belong to that. */
async function missingJobs(context: ExecutionContext, listing: Listing, folder: ListedFolder): Promise<string[]> {
  const listed = new Set(listing.folders.flatMap(({ jobs }) => jobs.map(({ fullName }) => fullName)))
  const stored = await context.stored(pipelineTable, ['externalId'], { where: { removedAt: null } })
  return stored.flatMap(({ externalId }) =>
    !listed.has(externalId) && folderOf(listing, externalId) === folder.fullName ? externalId : [],
  )
}

function folderOf({ folders }: Listing, fullName: string): string | undefined {
  const around = folders
    .map((folder) => folder.fullName)
    .filter((name) => name === '' || fullName.startsWith(`${name}/`))
  return around.sort((a, b) => b.length - a.length)[0]
}
