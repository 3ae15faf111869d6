import { notFound } from '../server/api-error.js'
import type { ProjectCall } from '../server/call.js'
import type { FakeMergeRequest } from '../state/merge-request.js'
import { commitBody } from './commit-body.js'
import { issueBody } from './issue-body.js'
import { mergeRequestBody, noteBody } from './merge-request-body.js'
import { ordered } from './ordered.js'
import type { ProjectRoute } from './route.js'
import { userBody } from './user-body.js'

const feature = 'merge_requests' as const

/** Merge requests and what belongs to them. */
export const mergeRequestRoutes: readonly ProjectRoute[] = [
  {
    pattern: '/merge_requests',
    feature,
    answer({ world, project, query }) {
      const state = query.get('state') ?? 'all'
      const found = ordered({
        items: [...project.mergeRequests.values()].filter((one) => state === 'all' || one.state === state),
        ...{ query, defaultOrder: 'created_at' },
        idOf: ({ id }) => id,
        createdAt: ({ createdAt }) => createdAt,
        updatedAt: ({ updatedAt }) => updatedAt,
      })
      return { list: found.map((one) => mergeRequestBody(world, project, one)) }
    },
  },
  {
    pattern: '/merge_requests/{iid}',
    feature,
    answer(call) {
      const given = mergeRequestOf(call)
      const count = given.lines === null ? null : given.lines.files > 999 ? '1000+' : String(given.lines.files)
      return { body: { ...mergeRequestBody(call.world, call.project, given), changes_count: count } }
    },
  },
  {
    pattern: '/merge_requests/{iid}/approvals',
    feature,
    answer(call) {
      const given = mergeRequestOf(call)
      const { world } = call
      return {
        body: {
          ...{ id: given.id, iid: given.iid, approved: given.approvals.length > 0 },
          approved_by: given.approvals.map(({ account, approvedAt }) => ({
            user: userBody(world, account),
            ...(world.version !== '15.0' && { approved_at: approvedAt.toISOString() }),
          })),
        },
      }
    },
  },
  {
    pattern: '/merge_requests/{iid}/reviewers',
    feature,
    answer(call) {
      const list = mergeRequestOf(call).reviewers.map(({ account, requestedAt }) => ({
        user: userBody(call.world, account),
        state: 'unreviewed',
        created_at: requestedAt.toISOString(),
      }))
      return { body: list }
    },
  },
  {
    pattern: '/merge_requests/{iid}/commits',
    feature,
    answer(call) {
      const { graph } = call.project
      const list = mergeRequestOf(call).commits.flatMap((sha) => graph.get(sha) ?? [])
      return { list: list.map((commit) => commitBody(call.world, call.project, commit)) }
    },
  },
  {
    pattern: '/merge_requests/{iid}/notes',
    feature,
    answer(call) {
      const given = mergeRequestOf(call)
      const found = ordered({
        ...{ items: given.notes, query: call.query, defaultOrder: 'created_at' },
        idOf: ({ id }) => id,
        createdAt: ({ createdAt }) => createdAt,
        updatedAt: ({ updatedAt }) => updatedAt,
      })
      return { list: found.map((note) => noteBody(call.world, given, note)) }
    },
  },
  {
    pattern: '/merge_requests/{iid}/closes_issues',
    feature,
    answer(call) {
      const issues = mergeRequestOf(call).closes.flatMap((number) => call.project.issues.get(number) ?? [])
      return { list: issues.map((issue) => issueBody(call.world, call.project, issue)) }
    },
  },
]

function mergeRequestOf({ project, parameters }: ProjectCall): FakeMergeRequest {
  const found = project.mergeRequests.get(Number(parameters.iid))
  if (!found) throw notFound()
  return found
}
