import { changesOf, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { releaseTable } from '@data-import/model'
import type { Answer } from '../client/github.js'
import { listIn } from '../client/list-in.js'
import { createPeople } from '../people/people.js'
import { contents } from '../permission.js'
import { type GithubResource, listCost, type RepositoryList } from '../resource.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { countOf } from '../walk/repository-state.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { walkScript } from '../walk/walk-script.js'
import { type RestRelease, releaseRow } from './release-row.js'
import { firstReleaseShas, releaseShas, shasOfFew } from './release-shas.js'
import { storedReleases } from './stored-releases.js'

/** Null before the first page. */
interface ReleasePosition {
  next: string | null
  /** Of the first page. */
  etag: string | null
  /** Ids that were met so far. */
  met: string[]
}

/** What a completed walk leaves: the tag of a list that had one page only; of more, the first says too little. */
interface ReleaseState {
  etag: string | null
}

type ReleaseWalk = RepositoryWalk<ReleasePosition, ReleaseState>

const releases: RepositoryList = { field: 'releases', orderBy: 'CREATED_AT' }

/** Imports all releases of a repository in which one changed; those that are gone from the list get `removedAt`. */
export const release: GithubResource = {
  name: 'release',
  within: 'repository',
  tables: [releaseTable],
  permission: contents,
  list: releases,
  withoutToken: 1,
  cost: listCost(releases, { unit: 'release', pagesOf: 'rest' }),
  script: walkScript<ReleasePosition, ReleaseState>(
    { resource: 'release', dependsOn: ['repository'], importWindowDays: wholeHistoryDays },
    () => ({
      markOf: ({ repository }) => repository.lists?.[releases.field],
      firstPages: firstReleaseShas,
      walk: importReleases,
    }),
  ),
}

async function importReleases(walk: ReleaseWalk): Promise<WalkEnd> {
  const { context, github, repository, state } = walk
  // The list has no order by change and no filter, and is short: it is always read whole.
  const isResumed = walk.position !== null
  const first = walk.isEmptySince(null) ? null : `${repository.path}/releases?per_page=100`
  let position: ReleasePosition = walk.position ?? { next: first, etag: null, met: [] }
  let few: ReadonlyMap<string, string | null> | undefined
  while (position.next !== null) {
    const etag = isResumed || position.met.length > 0 ? null : state?.own?.etag
    const answer: Answer<RestRelease[]> = await github.get<RestRelease[]>(position.next, etag)
    if (!answer.isModified) return walk.end({ own: state?.own ?? { etag: null } })
    const people = createPeople(context)
    const releases = listIn<RestRelease>(answer.body, position.next)
    few ??= await shasOfFew(walk)
    const shas = walk.hasGraphql ? await releaseShas(github, releases, few) : few
    const rows = releases.map((one) => releaseRow(one, shas, repository.id, people))
    position = {
      next: answer.next,
      etag: position.met.length === 0 && answer.next === null ? answer.etag : null,
      met: [...position.met, ...rows.map(({ externalId }) => externalId)],
    }
    await walk.checkpoint([people.rows(), rowsOf(releaseTable, rows)], position)
    people.saved()
  }
  const met = new Set(position.met)
  // A release that was deleted between two pages moves the others up, and one of them is not met.
  const isWhole = met.size >= (countOf(walk.head.mark) ?? 0)
  if (!isWhole) walk.log.warn(`GitHub listed fewer releases of ${repository.fullName} than it counts.`)
  const removed = !isWhole
    ? []
    : (await storedReleases(context, repository.id)).filter((externalId) => !met.has(externalId))
  const changes = removed.map((externalId) => ({ externalId, removedAt: context.endDate }))
  return walk.end({ rows: [changesOf(releaseTable, changes)], own: { etag: position.etag } })
}
