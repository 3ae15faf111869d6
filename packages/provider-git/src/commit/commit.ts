import { availableParallelism } from 'node:os'
import {
  changesOf,
  type DataSourceScript,
  type Json,
  type PartitionContext,
  type WalkEnd,
} from '@data-import/core/provider'
import { commitTable, contributorTable } from '@data-import/model'
import { countUncounted, type GitContext, type GitDatabase, storedShas } from '../context/database.js'
import { readSettings } from '../context/settings.js'
import type { Walk } from '../walk/begin-walk.js'
import { createCommitWarnings } from '../walk/commit-warnings.js'
import { countedPages } from '../walk/counted-pages.js'
import { eachRepository } from '../walk/each-repository.js'
import { passHistories } from '../walk/histories.js'
import { lostCommits } from '../walk/lost-commits.js'
import { walkLegs } from '../walk/walk-legs.js'
import { walkNote } from '../walk/walk-note.js'
import { readState } from '../walk/walk-position.js'
import { wholeHistoryDays } from '../walk/whole-history.js'
import { type CommitOwner, commitExternalId, repositoryTag } from './commit-row.js'
import { savePage } from './save-page.js'

/** Repositories at once: each has its own git processes and pages in memory. */
const concurrency = 2

/** Imports the commits that the branch reaches, newest first, and marks those that have fallen out of its history. */
export const commitScript: DataSourceScript<GitDatabase> = {
  dataSourceName: 'GIT',
  resource: 'commit',
  dependsOn: ['repository'],
  distribution: 'partitions',
  importWindowDays: wholeHistoryDays,
  async run(context) {
    const { hasFiles } = readSettings(context.env)
    const options = { concurrency, needsFiles: hasFiles }
    await eachRepository(context, (walk, partition) => importCommits(context, walk, partition, hasFiles), options)
  },
}

async function importCommits(
  context: GitContext,
  walk: Walk,
  partition: PartitionContext,
  hasFiles: boolean,
): Promise<WalkEnd> {
  const { repository, repositoryId, head, shallow, plan, filter } = walk
  const owner: CommitOwner = {
    repositoryId,
    repositoryTag: repositoryTag(partition.key),
    commitId: (externalId) => context.idOf(commitTable, externalId),
    contributorId: remembered((externalId) => context.idOf(contributorTable, externalId)),
  }
  const histories = passHistories(context)
  const warnings = createCommitWarnings(partition.log)
  const counting = {
    ...{ boundary: shallow.boundary, parallelism: availableParallelism(), keepsFiles: hasFiles },
    ...(filter && { filter }),
  }
  const pages = walkLegs(plan.legs, { shallow: shallow.fingerprint, hasFiles }, (range) =>
    countedPages(repository, range, {
      ...counting,
      // A walk that is resumed reads what is left with a git of its own.
      ...(range.after ? {} : { history: histories.of(repository, range, shallow) }),
    }),
  )
  let position = partition.cursor
  for await (const { commits, cutCommits, cursor, done, total } of pages) {
    warnings.look(commits, cutCommits)
    await savePage(partition, commits, owner, { before: position, after: cursor, progress: { done, total } })
    position = cursor
  }
  if (context.isBackfill) return {}
  await markLost(context, walk, partition, owner.repositoryTag, position)

  const wasUncounted = (readState(partition.state)?.uncounted ?? 0) + warnings.uncounted
  const uncounted = wasUncounted > 0 ? await countUncounted(context, repositoryId, shallow.boundary) : 0
  const note = walkNote({ boundary: shallow.boundary.size, uncounted })
  return { state: { head, shallow: shallow.fingerprint, uncounted, hasFiles }, ...(note && { note }) }
}

/** Bounds what is remembered: few people write most of a history. */
const mostRemembered = 10_000

function remembered(idOf: (externalId: string) => string): (externalId: string) => string {
  const known = new Map<string, string>()
  return (externalId) => {
    const found = known.get(externalId)
    if (found !== undefined) return found
    if (known.size >= mostRemembered) known.clear()
    const id = idOf(externalId)
    known.set(externalId, id)
    return id
  }
}

async function markLost(
  context: GitContext,
  { repository, repositoryId, head, plan }: Walk,
  partition: PartitionContext,
  tag: string,
  cursor: Json,
): Promise<void> {
  let lost = 0
  for await (const shas of lostCommits(repository, head, plan, (after) => storedShas(context, repositoryId, after))) {
    const rows = shas.map((sha) => ({ externalId: commitExternalId(sha, tag), unreachableAt: context.endDate }))
    await partition.checkpoint({ rows: [changesOf(commitTable, rows)], cursor })
    lost += shas.length
  }
  if (lost > 0) partition.log.info(`${lost} commits have fallen out of the branch's history and are marked so.`)
}
