import { changesOf, type RowWrite, rowsOf, TransientError, type WalkEnd } from '@data-import/core/provider'
import { type ReviewRow, reviewTable } from '@data-import/model'
import { unlessGone } from '../client/unless-gone.js'
import { createPeople, type People } from '../people/people.js'
import { detailsOf } from '../pull-request/details.js'
import { projectScript } from '../walk/each-project.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { changedMergeRequests, type StoredMergeRequest } from '../walk/stored-merge-requests.js'
import { type GitlabApprovals, reviewRow } from './review-row.js'

interface ReviewPosition {
  after: string
}

type ReviewWalk = ProjectWalk<ReviewPosition, never>

/** Imports approvals of merge requests that have changed. One that was withdrawn gets `removedAt`. */
export const review = projectScript<ReviewPosition, never>({
  resource: 'review',
  dependsOn: ['pull-request'],
  importWindowDays: wholeHistoryDays,
  after: ['pull-request'],
  markOf: ({ mergeRequests }) => mergeRequests,
  walk: importReviews,
})

const perPage = 50

async function importReviews(walk: ReviewWalk): Promise<WalkEnd> {
  for await (const page of changedMergeRequests(walk, walk.position?.after ?? null, perPage)) {
    const people = createPeople(walk.context)
    const writes = await reviewWrites(walk, page, people)
    await walk.checkpoint([people.rows(), ...writes], { after: page.at(-1)?.externalId ?? '' })
    people.saved()
  }
  return walk.context.isBackfill ? {} : walk.end()
}

async function reviewWrites(
  walk: ReviewWalk,
  page: readonly StoredMergeRequest[],
  people: People,
): Promise<RowWrite[]> {
  const { context, gitlab, project } = walk
  const details = await detailsOf(
    walk,
    page.map(({ number, updatedAt }) => ({ iid: number, updatedAt, sourceProjectId: project.key })),
  )
  const there = page.filter(({ number }) => details.has(number))
  const found = await Promise.all(
    there.map(async (one): Promise<ReviewRow[]> => {
      const known = details.get(one.number)
      if (!known?.isApproved) return []
      const path = `${project.path}/merge_requests/${one.number}/approvals`
      const options = { absentOn: [404], isOfPart: true }
      const answer = await unlessGone(() => gitlab.rest.get<GitlabApprovals | null>(path, options))
      if (answer && !Array.isArray(answer.body?.approved_by)) {
        throw new TransientError(`GitLab's answer about approvals of !${one.number} has no list of them.`)
      }
      return (answer?.body?.approved_by ?? []).flatMap((approval) =>
        approval ? (reviewRow(approval, one, known.notes, people) ?? []) : [],
      )
    }),
  )
  const rows = found.flat()
  const standing = new Set(rows.map(({ externalId }) => externalId))
  const stored = await context.stored(reviewTable, ['externalId'], {
    where: { pullRequestId: { in: there.map(({ id }) => id) }, removedAt: null },
  })
  const withdrawn = stored.filter(({ externalId }) => !standing.has(externalId))
  const gone = withdrawn.map(({ externalId }) => ({ externalId, removedAt: context.endDate }))
  return [rowsOf(reviewTable, rows), changesOf(reviewTable, gone)]
}
