import { existsSync } from 'node:fs'
import { ConfigurationError, type PartitionContext, TransientError } from '@data-import/core/provider'
import type { GitContext, StoredRepository } from '../context/database.js'
import type { Settings } from '../context/settings.js'
import { hasCommit } from '../git/commit-objects.js'
import { UnreadableError } from '../git/git-failure.js'
import { readHead } from '../git/head.js'
import { parseCommit } from '../git/parse-commit.js'
import type { RawObject } from '../git/raw-objects.js'
import type { RepositoryHandle } from '../git/repository-handle.js'
import { readShallow, type Shallow } from '../git/shallow.js'
import { cloneFolder } from '../sources/clone.js'
import { type OpenOptions, openSource, refreshSource } from '../sources/open-source.js'
import type { Source } from '../sources/source.js'
import { planWalk, type WalkPlan } from './walk-plan.js'
import { readCursor, readState } from './walk-position.js'

/** A repository that is ready to be walked. */
export interface Walk {
  repository: RepositoryHandle
  repositoryId: string
  /** The commit that the `repository` script saw the branch at, in this pass. */
  head: string
  shallow: Shallow
  plan: WalkPlan
  /** Commits of the import window; only a backfill goes by date. */
  filter?: (commit: RawObject) => boolean
}

/** What a walk is to store. */
export interface WalkAim {
  /** Whether the files of every commit are wanted. */
  needsFiles: boolean
}

/** What a walk begins with. */
export interface WalkBeginning {
  context: GitContext
  settings: Settings
  partition: PartitionContext
  source: Source
  stored: StoredRepository | undefined
  aim: WalkAim
}

/**
 * Opens the repository and plans the walk to the stored head; skips an empty repository. Commits that were seen
 * and are gone, and a HEAD that leads nowhere, are not available.
 * @throws {TransientError} if the repository could not be read in this pass.
 * @throws {ConfigurationError} if no branch leads to its commits, or the entry names no repository.
 */
export async function beginWalk(
  { context, settings, partition, source, stored, aim }: WalkBeginning,
  opening: OpenOptions,
): Promise<Walk> {
  if (source.kind === 'broken') throw source.problem
  if (!stored || !(context.isBackfill || isFromThisPass(stored, context))) {
    throw new TransientError('The repository could not be read in this pass: its "repository" run says why.')
  }
  const { isBackfill } = context
  const { branch } = settings
  const repository = await openHere(source, opening, stored.headSha)
  const state = isBackfill ? null : readState(partition.state)
  const { id: repositoryId, headSha: head } = stored
  if (head === null) {
    const { emptyBecause = 'empty repository', isElsewhere, isLost } = await readHead(repository, branch)
    const why = state ? goneBecause(branch, state.head, emptyBecause) : `${repository.folder}: ${emptyBecause}.`
    if (isLost) throw new ConfigurationError(why)
    if (state || isElsewhere) partition.unavailable(why)
    return partition.skip(emptyBecause)
  }
  if (!(await hasHead(repository, head, opening))) throw wentAway(head)
  const shallow = await readShallow(repository)
  const plan = await planWalk({
    head,
    shallow: shallow.fingerprint,
    state,
    cursor: isBackfill ? null : readCursor(partition.cursor),
    needsFiles: aim.needsFiles,
    hasCommit: (sha) => hasCommit(repository, sha),
  })
  return { repository, repositoryId, head, shallow, plan, ...(isBackfill && { filter: within(partition) }) }
}

/** The `repository` script may have run on another machine: what of a server isn't on this disk is fetched. */
async function openHere(source: Source, options: OpenOptions, head: string | null): Promise<RepositoryHandle> {
  if (source.kind !== 'remote') return openSource(source, options)
  const folder = cloneFolder({ ...options, address: source.address })
  if (!existsSync(folder)) return refreshSource(source, options)
  const repository = await openSource(source, options)
  if (head === null || (await hasHead(repository, head, options))) return repository
  return refreshSource(source, options)
}

/** Whether the repository has the commit; git isn't asked again where it has read it in this pass. */
async function hasHead(repository: RepositoryHandle, head: string, { looks }: OpenOptions): Promise<boolean> {
  return looks.get(repository.folder)?.head === head || hasCommit(repository, head)
}

function wentAway(head: string): TransientError {
  return new TransientError(`The commit ${head} went away while the repository was read; the next pass reads it again.`)
}

/**
 * Walks. A history whose head is gone by then is not damaged: somebody has pushed and tidied up.
 * @throws {TransientError} in place of the error that asks to repair it.
 */
export async function unlessHeadWentAway<T>(
  { repository, head }: Pick<Walk, 'repository' | 'head'>,
  walk: () => Promise<T>,
): Promise<T> {
  try {
    return await walk()
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    const isThere = await hasCommit(repository, head).catch(() => true)
    throw isThere ? error : wentAway(head)
  }
}

function goneBecause(branch: string, formerHead: string, why: string): string {
  return `Nothing is there any more of ${branch}, which was at ${formerHead} (${why}): look what became of it.`
}

function isFromThisPass({ lastSyncAt }: StoredRepository, { endDate }: GitContext): boolean {
  return lastSyncAt?.getTime() === endDate.getTime()
}

function within({ startDate, endDate }: PartitionContext) {
  return ({ sha, content }: RawObject) => {
    const { at } = parseCommit(sha, content).committer
    return at !== null && at >= startDate && at < endDate
  }
}
