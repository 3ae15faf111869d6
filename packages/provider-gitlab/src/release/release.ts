import { rowsOf } from '@data-import/core/provider'
import { releaseTable } from '@data-import/model'
import { createPeople } from '../people/people.js'
import type { ListState } from '../walk/changed-list.js'
import { type ChangedList, type ListPosition, walkChangedList } from '../walk/changed-list.js'
import { projectScript } from '../walk/each-project.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { isRecent } from '../walk/recent.js'
import { type GitlabRelease, releaseExternalId, releaseRow } from './release-row.js'

interface ReleaseState extends ListState {
  /** When the newest one was published; null where there is none. */
  newest: string | null
}

/**
 * Imports releases. There are few of them and no order by change, so all are read where there is a new one or another name. The text of
 * one can be changed without a sign: where there is one of the last days each pass looks, elsewhere each full look.
 */
export const release = projectScript<ListPosition, ReleaseState>({
  resource: 'release',
  dependsOn: ['repository'],
  importWindowDays: wholeHistoryDays,
  markOf: ({ releases }) => releases,
  hasUnfinished: ({ newest }, now) => isRecent(newest, now),
  async walk(walk) {
    let newest = 0
    const list = releaseList(walk, (time) => {
      newest = Math.max(newest, Date.parse(time) || 0)
    })
    const own = await walkChangedList(walk, list)
    return walk.end({ own: { ...own, newest: newest === 0 ? null : new Date(newest).toISOString() } })
  },
})

function releaseList(
  { context, project }: Pick<ProjectWalk<ListPosition, ReleaseState>, 'context' | 'project'>,
  met: (time: string) => void,
): ChangedList<GitlabRelease> {
  return {
    path: '/releases',
    query: { order_by: 'released_at', sort: 'desc' },
    isAlwaysWhole: true,
    timeOf: (item) => item?.released_at,
    externalIdOf: (item) => releaseExternalId(item, project),
    table: releaseTable,
    nameField: 'tag',
    async save(items, write) {
      const people = createPeople(context)
      for (const { released_at } of items) if (released_at) met(released_at)
      const rows = items.map((item) => releaseRow(item, project, people))
      await write([people.rows(), rowsOf(releaseTable, rows)])
      people.saved()
    },
  }
}
