import { HttpError } from '@data-import/core/provider'
import { newestFirst, type Query } from '@data-import/http'
import { type ListPage, listPages } from '../client/pages.js'
import type { ProjectWalk } from './project-walk.js'

/** Which list of a project. */
export interface NewestChanges<Item> {
  /** Below the project: `/issues`. */
  path: string
  query: Query
  timeOf(item: Item): string | null | undefined
  /** Null is everything. */
  since: Date | null
  /** `next` of an interrupted walk; null at the start. */
  from: string | null
}

/** Reads a list of a project that is ordered by the last change, the newest first, down to what changed before `since`. */
export function newestChanges<Item>(
  { gitlab, project, until, log }: Pick<ProjectWalk<unknown, unknown>, 'gitlab' | 'project' | 'until' | 'log'>,
  { path, query, timeOf, since, from }: NewestChanges<Item>,
): AsyncGenerator<ListPage<Item>> {
  return newestFirst((next) => allPages(next), {
    ...{ timeOf, since, until, from, log },
    name: `GitLab's list ${project.fullPath}${path}`,
  })

  /**
   * GitLab refuses an offset that is too far. Then the list goes on from the last change that was read.
   * https://docs.gitlab.com/administration/instance_limits/#max-offset-allowed-by-the-rest-api-for-offset-based-pagination
   */
  async function* allPages(start: string | null): AsyncGenerator<ListPage<Item>> {
    let position = start
    let before: string | undefined
    for (;;) {
      let last: string | undefined
      const bounds = before === undefined ? {} : { updated_before: before }
      const options = { query: { ...query, ...bounds }, from: position }
      try {
        for await (const page of listPages<Item>(gitlab, `${project.path}${path}`, options)) {
          last = page.items.map(timeOf).findLast((time) => time) ?? last
          yield page
        }
        return
      } catch (error) {
        const isTooFar = HttpError.isInstance(error) && error.status === 405
        if (!isTooFar || (last === undefined ? position === null : last === before)) throw error
      }
      before = last
      position = null
    }
  }
}
