import type { FakeAccount } from '../state/account.js'
import { type FakeProject, type Feature, fullPath } from '../state/project.js'
import type { World } from '../state/world.js'
import { connection, type PageArguments } from './connection.js'
import { commitNode, mergeRequestNode } from './merge-request-node.js'
import { userNode } from './user-node.js'

interface ListArguments extends PageArguments {
  readonly iids?: readonly string[] | null
  readonly sort?: string | null
  readonly updatedAfter?: string | null
  readonly source?: string | null
}

/** A project, as queries see it. What this token may not see is null. */
export function projectNode(world: World, project: FakeProject) {
  const isOpen = (feature: Feature) => !['disabled', 'refused'].includes(project.features.get(feature) ?? 'enabled')
  const head = project.graph.branches.get(project.defaultBranch)
  const commit = head === undefined ? undefined : project.graph.get(head)
  return {
    id: `gid://gitlab/Project/${project.id}`,
    fullPath: fullPath(project),
    name: project.name,
    path: project.path,
    webUrl: `${world.webUrl}/${fullPath(project)}`,
    archived: project.isArchived,
    createdAt: project.createdAt.toISOString(),
    updatedAt: project.updatedAt.toISOString(),
    lastActivityAt: project.lastActivityAt.toISOString(),
    languages: isOpen('repository') && project.language !== null ? [{ name: project.language, share: 97.5 }] : [],
    statistics: { commitCount: head === undefined ? 0 : () => project.graph.history(head).length },
    repository: isOpen('repository')
      ? {
          empty: head === undefined,
          exists: true,
          rootRef: head === undefined ? null : project.defaultBranch,
          tree: () => ({ lastCommit: commit ? commitNode(world, project, commit) : null }),
        }
      : null,
    mergeRequests(args: ListArguments) {
      if (!isOpen('merge_requests')) return null
      const wanted = args.iids ? new Set(args.iids) : null
      const found = [...project.mergeRequests.values()].filter(
        ({ iid, updatedAt }) => (wanted === null || wanted.has(String(iid))) && isSince(updatedAt, args.updatedAfter),
      )
      return connection(sorted(found, args.sort), args, (one) => mergeRequestNode(world, project, one))
    },
    issues(args: ListArguments) {
      if (!isOpen('issues')) return null
      const found = [...project.issues.values()].filter(({ updatedAt }) => isSince(updatedAt, args.updatedAfter))
      return connection(sorted(found, args.sort), args, (issue) => ({
        ...{ iid: String(issue.iid), title: issue.title, state: issue.state, webUrl: '' },
        id: `gid://gitlab/Issue/${issue.id}`,
        createdAt: issue.createdAt.toISOString(),
        updatedAt: issue.updatedAt.toISOString(),
        closedAt: issue.closedAt?.toISOString() ?? null,
      }))
    },
    pipelines(args: ListArguments) {
      if (!isOpen('builds')) return null
      const found = [...project.pipelines.values()]
        .filter(({ source }) => (args.source ? source === args.source : source !== 'parent_pipeline'))
        .filter(({ updatedAt }) => isSince(updatedAt, args.updatedAfter))
        .sort((a, b) => b.id - a.id)
      return connection(found, args, ({ id, iid, sha, status, createdAt, updatedAt, duration }) => ({
        ...{ id: `gid://gitlab/Ci::Pipeline/${id}`, iid: String(iid), sha, status: status.toUpperCase(), duration },
        createdAt: createdAt.toISOString(),
        // Null where the schema allows none, as for the few without one: the whole pipeline is null then.
        updatedAt: updatedAt?.toISOString() ?? null,
      }))
    },
    releases(args: ListArguments) {
      if (!isOpen('releases')) return null
      const byCreation = args.sort?.startsWith('CREATED') ?? false
      const found = [...project.releases.values()].sort((a, b) =>
        byCreation ? b.createdAt.getTime() - a.createdAt.getTime() : b.releasedAt.getTime() - a.releasedAt.getTime(),
      )
      return connection(found, args, ({ tag, name, description, createdAt, releasedAt }) => ({
        ...{ tagName: tag, name, description },
        createdAt: createdAt.toISOString(),
        releasedAt: releasedAt.toISOString(),
      }))
    },
  }
}

function isSince(time: Date | null, since: string | null | undefined): boolean {
  return !since || (time !== null && time.getTime() >= Date.parse(since))
}

function sorted<Item extends { createdAt: Date; updatedAt: Date; id: number }>(
  items: Item[],
  sort: string | null | undefined,
): Item[] {
  const timeOf = (item: Item) => (sort?.startsWith('UPDATED') ? item.updatedAt : item.createdAt).getTime()
  const sign = sort?.endsWith('ASC') ? 1 : -1
  return items.sort((a, b) => sign * (timeOf(a) - timeOf(b) || a.id - b.id))
}

/** The person whose token it is. */
export function viewerNode(world: World, account: FakeAccount) {
  return userNode(world, account)
}
