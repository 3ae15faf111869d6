import {
  ConfigurationError,
  type PartitionContext,
  type PartitionsOptions,
  type WalkEnd,
} from '@data-import/core/provider'
import { type GitContext, repositoryLooks, storedRepositories } from '../context/database.js'
import { readSettings } from '../context/settings.js'
import { configuredSources } from '../sources/configured-sources.js'
import { readingSource } from '../sources/open-source.js'
import { beginWalk, unlessHeadWentAway, type Walk, type WalkAim } from './begin-walk.js'
import { unlessStopped } from './unless-stopped.js'

/** Walks the configured repositories, each as a partition. */
export async function eachRepository(
  context: GitContext,
  walkRepository: (walk: Walk, partition: PartitionContext) => Promise<WalkEnd>,
  { needsFiles, ...options }: PartitionsOptions & WalkAim,
): Promise<void> {
  const settings = readSettings(context.env)
  const aim = { needsFiles }
  const sources = await configuredSources(settings, context)
  const sourceOf = new Map(sources.map((source) => [source.externalId, source]))
  const stored = await storedRepositories(context)
  await context.partitions(
    sources.map(({ externalId, name }) => ({ key: externalId, name })),
    async (partition) => {
      const source = sourceOf.get(partition.key)
      if (!source) throw new ConfigurationError('The repository is not configured any more.')
      const { dataSourceId } = context
      const { cloneDirectory, patience } = settings
      const opening = { environment: process.env, signal: partition.signal, patience, looks: repositoryLooks(context) }
      const options = { dataSourceId, cloneDirectory, ...opening }
      const read = async () => {
        const beginning = { context, settings, partition, source, stored: stored.get(partition.key), aim }
        const walk = await beginWalk(beginning, options)
        return unlessHeadWentAway(walk, () => walkRepository(walk, partition))
      }
      return unlessStopped(partition, () => readingSource(source, options, read))
    },
    options,
  )
}
