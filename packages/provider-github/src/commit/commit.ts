import { changesOf, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { commitTable } from '@data-import/model'
import { createPeople } from '../people/people.js'
import { contents } from '../permission.js'
import type { GithubResource } from '../resource.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { positionRefusalOf } from '../walk/no-longer-there.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { walkScript } from '../walk/walk-script.js'
import { attributedAgain } from './attributed-again.js'
import { CommitGone } from './commit-pages.js'
import { commitExternalId } from './commit-row.js'
import { firstCommits } from './first-commits.js'
import { lostCommits } from './lost-commits.js'
import { type CommitPosition, type CommitState, isToCountAnew, newCommits } from './new-commits.js'
import { readHead } from './read-head.js'
import { countUncounted, hasStored, storedCommits } from './stored-commits.js'

/** A walk over the commits of one repository. */
export type CommitWalk = RepositoryWalk<CommitPosition, CommitState>

/**
 * Imports the commits that the default branch reaches, by reachability and not by date: what the new head has and the one
 * before had not. Those that a force push leaves behind stay and get `unreachableAt`.
 */
export const commit: GithubResource = {
  name: 'commit',
  within: 'repository',
  events: ['push'],
  tables: [commitTable],
  permission: contents,
  nothingIn: ({ isEmpty }) => (isEmpty ? 'the repository is empty' : undefined),
  // Where the branch stands, and the list.
  withoutToken: 2,
  cost: {
    unit: 'commit',
    countOf: ({ isEmpty, commits }) => (isEmpty ? 0 : (commits ?? 0)),
    perPage: 100,
    isTogether: true,
    inside: 1,
    pagesOf: 'graphql',
  },
  script: walkScript<CommitPosition, CommitState>(
    { resource: 'commit', dependsOn: ['repository'], importWindowDays: wholeHistoryDays },
    () => ({ markOf: ({ repository }) => repository.head, firstPages: firstCommits, walk: importCommits }),
  ),
}

async function importCommits(walk: CommitWalk): Promise<WalkEnd> {
  const head = walk.position?.head ?? walk.head.mark ?? (await readHead(walk))
  let hasSaved = false
  const checkpoint: CommitWalk['checkpoint'] = (rows, position) => {
    hasSaved = true
    return walk.checkpoint(rows, position)
  }
  try {
    return await importUpTo({ ...walk, checkpoint }, head)
  } catch (error) {
    return beginAnew(walk, head, error, hasSaved)
  }
}

/**
 * Where a walk can't continue, because the commit that it goes to was dropped by a force push or its position is refused, it
 * begins again at where the branch stands now. That it does is kept with the position: what it has saved until then may
 * have fallen out of the history.
 */
async function beginAnew(walk: CommitWalk, head: string, error: unknown, hasSaved: boolean): Promise<WalkEnd> {
  const isResumed = walk.position !== null
  const refusal =
    isResumed || error instanceof CommitGone ? positionRefusalOf(error, isResumed && !hasSaved) : undefined
  if (refusal === undefined || walk.context.isBackfill) throw error
  const now = await readHead(walk)
  if (error instanceof CommitGone && now === head) throw error
  walk.log.warn(`${walk.repository.fullName}: the walk over its commits starts over: ${refusal}`)
  const position: CommitPosition = { head: now, isRewritten: true, next: { in: 'start' } }
  await walk.checkpoint([], position)
  return importUpTo({ ...walk, position }, now)
}

async function importUpTo(walk: CommitWalk, head: string): Promise<WalkEnd> {
  const { context, repository, state } = walk
  if (state?.own?.head === head && walk.position === null && !isToCountAnew(walk))
    return walk.end({ own: state.own, ...noteOf(state.own) })
  let hasUncounted = (state?.own?.uncounted ?? 0) > 0
  // What is stored before a first walk is of one whose position was dropped: its branch may have been moved.
  let isRewritten = walk.position?.isRewritten ?? (state === null && (await hasStored(context, repository.id)))
  for await (const page of newCommits(walk, head)) {
    const people = createPeople(context)
    const rows = page.rowsWith(people)
    hasUncounted ||= rows.some(({ linesAdded }) => linesAdded === undefined || linesAdded === null)
    isRewritten ||= page.position.isRewritten
    const attributed = await attributedAgain(context, people.accountsByEmail())
    await walk.checkpoint([people.rows(), ...attributed, rowsOf(commitTable, rows)], { ...page.position, isRewritten })
    people.saved()
  }
  if (context.isBackfill) return {}
  const position = { head, isRewritten, next: null }
  if (isRewritten) await markLost(walk, position)
  const uncounted = hasUncounted ? await countUncounted(context, repository.id) : 0
  const since = state?.own ? state.own.since : walk.head.since
  const own = { head, uncounted, since, ...(!walk.hasGraphql && { isAnonymous: true }) }
  return walk.end({ own, ...noteOf(own) })
}

/** From the stored parents, which costs no request. */
async function markLost(walk: CommitWalk, position: CommitPosition): Promise<void> {
  const { context, repository } = walk
  const since = walk.state?.own ? walk.state.own.since : walk.head.since
  const lost = await lostCommits(storedCommits(context, repository.id), position.head, since !== null)
  if (lost === null) {
    walk.log.warn(
      'A commit in the history is not stored, so nothing can be told of those that a force push left behind.',
    )
    return
  }
  if (lost.length === 0) return
  const rows = lost.map((sha) => ({
    externalId: commitExternalId(sha, repository),
    unreachableAt: context.endDate,
  }))
  await walk.checkpoint([changesOf(commitTable, rows)], position)
  walk.log.info(`${lost.length} commits have fallen out of the branch's history and are marked so.`)
}

function noteOf({ uncounted }: CommitState): { note?: string } {
  if (uncounted === 0) return {}
  return { note: `${uncounted} commits have no line counts: GitHub could not compute them, or there is no token` }
}
