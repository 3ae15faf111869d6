import { ConfigurationError, type DataSourceScript, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'
import { type GitContext, type GitDatabase, repositoryLooks, storedRepositories } from '../context/database.js'
import { readSettings, type Settings } from '../context/settings.js'
import { unreadable } from '../git/git-failure.js'
import { readHead } from '../git/head.js'
import { readMailmap } from '../git/mailmap.js'
import { type RepositoryHandle, readFrom } from '../git/repository-handle.js'
import { configuredSources } from '../sources/configured-sources.js'
import { readingSource, refreshSource } from '../sources/open-source.js'
import type { Source } from '../sources/source.js'
import { unlessStopped } from '../walk/unless-stopped.js'
import { repositoryRow } from './repository-row.js'

/** Imports the configured repositories: brings clones up to date and notes where each branch stands. */
export const repositoryScript: DataSourceScript<GitDatabase> = {
  dataSourceName: 'GIT',
  resource: 'repository',
  dependsOn: [],
  importWindowDays: 365,
  async run(context) {
    const settings = readSettings(context.env)
    const sources = await configuredSources(settings, context)
    const byKey = new Map(sources.map((source) => [source.externalId, source]))
    await context.partitions(
      sources.map(({ externalId, name }) => ({ key: externalId, name })),
      (partition) =>
        unlessStopped(partition, () => readRepository(context, settings, byKey.get(partition.key), partition.signal)),
    )
    await markRemoved(context, sources)
  },
}

async function readRepository(
  context: GitContext,
  { cloneDirectory, branch, patience }: Settings,
  source: Source | undefined,
  signal: AbortSignal,
): Promise<WalkEnd> {
  if (!source) throw new ConfigurationError('The repository is not configured any more.')
  if (source.kind === 'broken') throw source.problem
  const { dataSourceId } = context
  const looks = repositoryLooks(context)
  const options = { dataSourceId, cloneDirectory, environment: process.env, signal, patience, looks }
  const repository = await refreshSource(source, options)
  const [head, origin] = await Promise.all([
    readingSource(source, options, () => readHead(repository, branch)),
    source.kind === 'local' ? originOf(repository) : null,
  ])
  const look = looks.get(repository.folder)
  if (look && head.sha !== null) looks.set(repository.folder, { ...look, head: head.sha })
  const mailmap = head.sha === null ? null : await readMailmap(repository, head.sha)
  const row = repositoryRow({ source, head, origin, mailmap, ...(!context.isBackfill && { readAt: context.endDate }) })
  return { rows: [rowsOf(repositoryTable, [row])], ...(head.emptyBecause && { note: head.emptyBecause }) }
}

async function originOf(repository: RepositoryHandle): Promise<string | null> {
  const origin = await readFrom(repository, 'config', '--get', 'remote.origin.url')
  if (origin.code === 0) return origin.stdout.trim()
  // 1 says that there is none.
  if (origin.code === 1) return null
  throw unreadable(`read the configuration of ${repository.folder}`, origin)
}

/** A repository that is gone from a list which could be read whole is marked, not deleted: its commits stay. */
async function markRemoved(context: GitContext, sources: readonly Source[]): Promise<void> {
  if (context.isBackfill || sources.some(({ kind }) => kind === 'broken')) return
  const listed = new Set(sources.map(({ externalId }) => externalId))
  const stored = [...(await storedRepositories(context)).values()]
  const removed = stored.filter(({ externalId, removedAt }) => removedAt === null && !listed.has(externalId))
  if (removed.length === 0) return
  await context.save(
    repositoryTable,
    removed.map(({ externalId, name, fullName }) => ({
      externalId,
      provider: 'GIT',
      name,
      fullName,
      removedAt: context.endDate,
    })),
  )
}
