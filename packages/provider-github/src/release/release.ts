import type { WalkEnd } from '@data-import/core/provider'
import { releaseTable } from '@data-import/model'
import { contents } from '../permission.js'
import { type GithubResource, listCost, type RepositoryList } from '../resource.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { walkScript } from '../walk/walk-script.js'
import { type WholeListPosition, type WholeListState, wholeList } from '../walk/whole-list.js'
import { type RestRelease, releaseRow } from './release-row.js'
import { firstReleaseShas, releaseShas, shasOfFew } from './release-shas.js'

const releases: RepositoryList = { field: 'releases', orderBy: 'CREATED_AT' }

/** Imports all releases of a repository in which one changed; those that are gone from the list get `removedAt`. */
export const release: GithubResource = {
  name: 'release',
  within: 'repository',
  events: ['release'],
  tables: [releaseTable],
  permission: contents,
  list: releases,
  withoutToken: 1,
  cost: listCost(releases, { unit: 'release', isCompleted: true, pagesOf: 'rest' }),
  script: walkScript<WholeListPosition, WholeListState>(
    { resource: 'release', dependsOn: ['repository'], importWindowDays: wholeHistoryDays },
    () => ({
      markOf: ({ repository }) => repository.lists?.[releases.field],
      firstPages: firstReleaseShas,
      walk: importReleases,
    }),
  ),
}

/** The commits of their tags come apart, which REST doesn't say. */
async function importReleases(walk: RepositoryWalk<WholeListPosition, WholeListState>): Promise<WalkEnd> {
  const { github, repository } = walk
  let few: ReadonlyMap<string, string | null> | undefined
  const end = await wholeList(walk, {
    table: releaseTable,
    path: '/releases',
    async rowsOf(items: readonly RestRelease[], people) {
      few ??= await shasOfFew(walk)
      const shas = walk.hasGraphql ? await releaseShas(github, items, few) : few
      return items.map((one) => releaseRow(one, shas, repository.id, people))
    },
  })
  return walk.end(end)
}
