import { rowsOf } from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import type { Github } from '../client/github.js'
import { describeUsage } from '../client/usage.js'
import type { GithubContext } from '../database.js'
import type { GithubResource } from '../resource.js'
import type { Settings } from '../settings.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { json } from '../walk/json.js'
import { listRepositories } from './list-repositories.js'
import { createListing, type Listing } from './listing.js'
import { lookForMissing, missingRepositories } from './missing-repository.js'
import { probeRepositories } from './probe-repositories.js'
import { isRepositoryUnchanged, keptState } from './repository-unchanged.js'

/**
 * Imports the owner's repositories and notes what tells the other scripts whether there is anything new in them. One that
 * is gone from the list is looked for, gets `removedAt`, and keeps its rows.
 */
export const repository: GithubResource = {
  name: 'repository',
  within: 'owner',
  events: ['repository', 'public'],
  tables: [repositoryTable],
  withoutToken: 0,
  script: (open, resources) => ({
    dataSourceName: 'GITHUB',
    resource: 'repository',
    dependsOn: [],
    importWindowDays: wholeHistoryDays,
    async run(context) {
      const { steady: github, settings } = await open(context)
      const hasToken = settings.credentials.kind !== 'anonymous'
      if (!hasToken) {
        context.log.warn('No token: only public data, 60 requests an hour, no line counts, reviews or deployments.')
      }
      const pages = hasToken
        ? probeRepositories(github, settings, resources, await countKnown(context, settings), context.log)
        : listRepositories(github, settings, resources)
      const listing = createListing(pages, settings)
      try {
        await importListed(context, listing)
        if (context.isBackfill) return
        await importMissing(context, github, settings, listing)
      } finally {
        context.log.info(`Asked GitHub for repositories: ${describeUsage(github.usage)}.`)
      }
    },
  }),
}

/** How many repositories the owner had in the last pass; null where there was none, or where not all were wanted. */
async function countKnown(context: GithubContext, { isFiltered }: Settings): Promise<number | null> {
  const records = isFiltered ? [] : await context.partitionsOf('repository')
  return records.length === 0 ? null : records.length
}

async function importListed(context: GithubContext, listing: Listing): Promise<void> {
  await context.partitions(
    listing.partitions(),
    async ({ key }) => {
      const seen = listing.seen.get(key)
      if (!seen) throw new Error(`${key} is in no page.`)
      return { rows: [rowsOf(repositoryTable, [seen.row])], state: json(keptState(seen)) }
    },
    { isUnchanged: (record) => isRepositoryUnchanged(record, listing.seen.get(record.key)) },
  )
}

async function importMissing(context: GithubContext, github: Github, { owner }: Settings, listing: Listing) {
  if (!listing.isWhole()) {
    context.log.warn('GitHub listed fewer repositories than it says there are; none is taken for missing in this pass.')
    return
  }
  const missing = missingRepositories(await context.partitionsOf('repository'), listing)
  await context.partitions(missing, (partition) => lookForMissing(context, github, owner, partition))
}
