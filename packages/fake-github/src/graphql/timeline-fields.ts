import type { FakePullRequest } from '../state/pull-request.js'
import type { FakeTimelineItem } from '../state/timeline.js'
import { connection } from './connection.js'
import { failure } from './failure.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { accountSource, type RowSource } from './source.js'

type ItemSource = RowSource<FakeTimelineItem> & { readonly pullRequest: FakePullRequest }

const item = fields<ItemSource>({
  id: ({ row }) => row.nodeId,
  createdAt: ({ row }) => row.createdAt,
  actor: () => null,
  requestedReviewer: ({ row }) =>
    row.team === null
      ? accountSource(row.reviewer)
      : { __typename: 'Team', name: row.team, slug: row.team, id: row.team },
  pullRequest: ({ repository, pullRequest }) => ({ __typename: 'PullRequest', repository, row: pullRequest }),
})

/** What happened to pull requests. */
export const timelineFields: TypeFields = {
  ReadyForReviewEvent: item,
  ConvertToDraftEvent: item,
  ReviewRequestedEvent: item,
  ReviewRequestRemovedEvent: item,
}

/** The items of the kinds that were asked for, in the order in which they happened. */
export function timelineItems({ repository, row }: RowSource<FakePullRequest>, args: Arguments) {
  if (!Array.isArray(args.itemTypes))
    throw failure('UNPROCESSABLE', 'This server gives only kinds that it is asked for.')
  const wanted = args.itemTypes.map(String)
  const rows = row.timeline.filter(({ kind }) => wanted.includes(enumName(kind)))
  return connection(rows, args, {
    value: ({ createdAt }) => createdAt.getTime(),
    id: ({ id }) => id,
    node: (one) => ({ __typename: one.kind, repository, row: one, pullRequest: row }),
  })
}

/** `ReadyForReviewEvent` is `READY_FOR_REVIEW_EVENT` in arguments. */
function enumName(kind: string): string {
  return kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
}
