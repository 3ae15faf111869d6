import type { RepositoryRow } from '@data-import/model'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import { markOf, type RepositoryState } from '../walk/repository-state.js'
import type { ProbedList, ProbedRepository } from './probe-query.js'
import type { SeenRepository } from './seen-repository.js'

/** What the probe asks of a repository and the token may not see. */
export const probedLists = ['pullRequests', 'issues', 'releases', 'deployments'] as const
const resourcesOf = {
  pullRequests: ['pull-request', 'review'],
  issues: ['issue'],
  releases: ['release'],
  deployments: ['deployment'],
} as const
const resourcesInside = ['commit', 'pull-request', 'review', 'issue', 'pipeline-run', 'job', 'deployment', 'release']

/** What a probed repository says; null for one without a number, which nothing could refer to. */
export function probedRepository(probed: ProbedRepository, probedAt: string): SeenRepository | null {
  if (probed?.databaseId === null) return null
  const row = repositoryRow(probed)
  return { key: row.externalId, name: probed.name, row, state: repositoryState(probed, probedAt) }
}

/**
 * `externalId` ← `databaseId`; `name`, `fullName` ← `nameWithOwner`; `description`, `url`; `language` ←
 * `primaryLanguage.name`; `stars` ← `stargazerCount`; `forks` ← `forkCount`; `isPrivate`, `isFork`, `isArchived`;
 * `defaultBranch` ← `defaultBranchRef.name`; `headSha` ← `defaultBranchRef.target.oid`; `createdAt`, `pushedAt`;
 * `sourceUpdatedAt` ← `updatedAt`; `removedAt` is null, for it is there.
 */
export function repositoryRow(probed: ProbedRepository): RepositoryRow {
  const externalId = externalIdOf('repository', probed?.databaseId)
  const { defaultBranchRef: branch } = probed
  return {
    externalId,
    provider: 'GITHUB',
    name: probed.name,
    fullName: probed.nameWithOwner,
    description: probed.description,
    url: probed.url,
    language: probed.primaryLanguage?.name ?? null,
    stars: probed.stargazerCount,
    forks: probed.forkCount,
    isPrivate: probed.isPrivate,
    isFork: probed.isFork,
    isArchived: probed.isArchived,
    defaultBranch: branch?.name ?? null,
    headSha: branch?.target?.oid ?? null,
    createdAt: instantOf(probed.createdAt),
    pushedAt: instantOf(probed.pushedAt),
    removedAt: null,
    sourceUpdatedAt: instantOf(probed.updatedAt),
  }
}

function repositoryState(probed: ProbedRepository, probedAt: string): RepositoryState {
  const branch = probed.defaultBranchRef
  const marks = probedLists.map((name) => [name, listMark(probed[name])] as const)
  return {
    probedAt,
    nodeId: probed.id,
    fullName: probed.nameWithOwner,
    branch: branch?.name ?? null,
    head: branch?.target?.oid ?? null,
    hasWorkflows: Boolean(probed.workflows),
    ...Object.fromEntries(marks.filter(([, mark]) => mark !== undefined)),
    nothing: nothingOf(probed),
    unavailable: unavailableOf(probed),
  }
}

function listMark(list: ProbedList | null | undefined): string | undefined {
  return list ? markOf(list.totalCount, list.nodes?.[0]?.updatedAt) : undefined
}

/** What the probe proves to be empty or switched off. */
function nothingOf(probed: ProbedRepository): Record<string, string> {
  return {
    ...((probed.isEmpty || !probed.defaultBranchRef) && { commit: 'the repository is empty' }),
    ...(!probed.hasIssuesEnabled && { issue: 'issues are switched off' }),
  }
}

/** Reasons that the probe knows already, so that nobody has to ask and be refused. */
function unavailableOf(probed: ProbedRepository): Record<string, string> {
  if (probed.isDisabled) {
    return Object.fromEntries(resourcesInside.map((resource) => [resource, 'GitHub has disabled the repository']))
  }
  const reasons: Record<string, string> = {}
  for (const name of probedLists) {
    if (probed[name]) continue
    for (const resource of resourcesOf[name]) reasons[resource] = 'no access: the token lacks the permission to read it'
  }
  return reasons
}
