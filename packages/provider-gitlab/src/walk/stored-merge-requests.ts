import { pullRequestTable } from '@data-import/model'
import type { ProjectWalk } from './project-walk.js'

/** A merge request as the `pull-request` script stored it. */
export interface StoredMergeRequest {
  externalId: string
  /** Id of its row. */
  id: string
  number: number
  url: string | null
  updatedAt: Date | null
}

/** Stored merge requests that have changed, in pages in the order of `externalId`. */
export async function* changedMergeRequests(
  {
    context,
    project,
    since,
    until,
    state,
  }: Pick<ProjectWalk<unknown, unknown>, 'context' | 'project' | 'since' | 'until' | 'state'>,
  afterId: string | null,
  perPage: number,
): AsyncGenerator<StoredMergeRequest[]> {
  const bounds = { ...(since && (state || until) && { gte: since }), ...(until && { lt: until }) }
  const where = {
    repositoryId: project.id,
    removedAt: null,
    ...(Object.keys(bounds).length > 0 && { updatedAt: bounds }),
  }
  for (let after = afterId; ; ) {
    const page = await context.stored(pullRequestTable, ['externalId', 'number', 'url', 'updatedAt'], {
      where,
      ...(after !== null && { after }),
      limit: perPage,
    })
    if (page.length > 0) yield page.map((row) => ({ ...row, id: context.idOf(pullRequestTable, row.externalId) }))
    if (page.length < perPage) return
    after = page.at(-1)?.externalId ?? null
  }
}
