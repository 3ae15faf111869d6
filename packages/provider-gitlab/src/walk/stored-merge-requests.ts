import { pullRequestTable } from '@data-import/model'
import type { ProjectWalk } from './project-walk.js'
import { storedPages } from './stored-pages.js'

/** A merge request as the `pull-request` script stored it. */
export interface StoredMergeRequest {
  externalId: string
  /** Id of its row. */
  id: string
  number: number
  url: string | null
  updatedAt: Date | null
}

const lookMs = 30 * 86_400_000

/** Stored merge requests that have changed, in pages in the order of `externalId`. */
export async function* changedMergeRequests(
  {
    context,
    project,
    since: changedSince,
    until,
    state,
    head,
  }: Pick<ProjectWalk<unknown, unknown>, 'context' | 'project' | 'since' | 'until' | 'state' | 'head'>,
  afterId: string | null,
  perPage: number,
): AsyncGenerator<StoredMergeRequest[]> {
  // A comment that is deleted is no change of its merge request: a full look looks at what changed of late.
  const isLooking = head.isFullLook && state !== null && changedSince !== null
  const since = isLooking ? new Date(changedSince.getTime() - lookMs) : changedSince
  const bounds = { ...(since && (state || until) && { gte: since }), ...(until && { lt: until }) }
  const where = {
    repositoryId: project.id,
    removedAt: null,
    ...(Object.keys(bounds).length > 0 && { updatedAt: bounds }),
  }
  const fields = ['externalId', 'number', 'url', 'updatedAt'] as const
  const pages = storedPages((page) => context.stored(pullRequestTable, fields, { where, ...page }), {
    limit: perPage,
    from: afterId,
  })
  for await (const rows of pages) {
    yield rows.map((row) => ({ ...row, id: context.idOf(pullRequestTable, row.externalId) }))
  }
}
