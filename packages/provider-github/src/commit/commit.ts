import { changesOf, type DataSourceScript, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { commitTable } from '@data-import/model'
import type { OpenGithub } from '../client/open-github.js'
import type { GithubDatabase } from '../database.js'
import { createPeople } from '../people/people.js'
import { eachRepository } from '../walk/each-repository.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { commitExternalId } from './commit-row.js'
import { firstCommits } from './first-commits.js'
import { lostCommits } from './lost-commits.js'
import { type CommitPosition, type CommitState, isToCountAnew, newCommits } from './new-commits.js'
import { readHead } from './read-head.js'
import { countUncounted, storedCommits } from './stored-commits.js'

/** A walk over the commits of one repository. */
export type CommitWalk = RepositoryWalk<CommitPosition, CommitState>

/**
 * Imports the commits that the default branch reaches, by reachability and not by date: what the new head has and the one
 * before had not. Those that a force push leaves behind stay and get `unreachableAt`.
 */
export function commitScript(open: OpenGithub): DataSourceScript<GithubDatabase> {
  return {
    dataSourceName: 'GITHUB',
    resource: 'commit',
    dependsOn: ['repository'],
    importWindowDays: wholeHistoryDays,
    run: (context) =>
      eachRepository<CommitPosition, CommitState>(context, open, {
        resource: 'commit',
        markOf: ({ repository }) => repository.head,
        firstPages: firstCommits,
        walk: importCommits,
      }),
  }
}

async function importCommits(walk: CommitWalk): Promise<WalkEnd> {
  const { context, repository, state } = walk
  const head = walk.position?.head ?? walk.head.mark ?? (await readHead(walk))
  if (state?.own?.head === head && walk.position === null && !isToCountAnew(walk))
    return walk.end({ own: state.own, ...noteOf(state.own) })
  let hasUncounted = (state?.own?.uncounted ?? 0) > 0
  let isRewritten = walk.position?.isRewritten ?? false
  for await (const page of newCommits(walk, head)) {
    const people = createPeople(context)
    const rows = page.rowsWith(people)
    hasUncounted ||= rows.some(({ linesAdded }) => linesAdded === undefined || linesAdded === null)
    isRewritten = page.position.isRewritten
    await walk.checkpoint([people.rows(), rowsOf(commitTable, rows)], page.position)
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
