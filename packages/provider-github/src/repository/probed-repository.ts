import type { RepositoryRow } from '@data-import/model'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import { githubRemoteKey } from '../record/remote-key.js'
import { type GithubResource, listsOf } from '../resource.js'
import { markOf, type RepositoryState } from '../walk/repository-state.js'
import { nothingIn } from './nothing-in.js'
import { listIn, type ProbedList, type ProbedRepository } from './probe-query.js'
import type { SeenRepository } from './seen-repository.js'

/** What a probed repository says; null for one without a number, which nothing could refer to. */
export function probedRepository(
  probed: ProbedRepository,
  resources: readonly GithubResource[],
  probedAt: string,
): SeenRepository | null {
  if (probed?.databaseId === null) return null
  const row = repositoryRow(probed)
  return { key: row.externalId, name: probed.name, row, state: repositoryState(probed, resources, probedAt) }
}

/**
 * `externalId` ← `databaseId`; `name`, `fullName` ← `nameWithOwner`; `description`, `url`; `remoteKey` ← `url`; `language` ←
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
    remoteKey: githubRemoteKey(probed.url),
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

function repositoryState(
  probed: ProbedRepository,
  resources: readonly GithubResource[],
  probedAt: string,
): RepositoryState {
  const branch = probed.defaultBranchRef
  const marks = listsOf(resources).map((list) => [list.field, listMark(listIn(probed, list))] as const)
  return {
    probedAt,
    nodeId: probed.id,
    fullName: probed.nameWithOwner,
    branch: branch?.name ?? null,
    head: branch?.target?.oid ?? null,
    pushedAt: probed.pushedAt,
    hasWorkflows: Boolean(probed.workflows ?? probed.dependabot ?? probed.dependabotYaml),
    lists: Object.fromEntries(marks.flatMap(([field, mark]) => (mark === undefined ? [] : [[field, mark]]))),
    nothing: nothingIn(resources, { isEmpty: probed.isEmpty || !branch, hasIssues: probed.hasIssuesEnabled }),
    unavailable: unavailableIn(probed, resources),
  }
}

function listMark(list: ProbedList | null | undefined): string | undefined {
  return list ? markOf(list.totalCount, list.nodes?.[0]?.updatedAt) : undefined
}

/** Reasons that the probe knows already, so that nobody has to ask and be refused. */
function unavailableIn(probed: ProbedRepository, resources: readonly GithubResource[]): Record<string, string> {
  const reasonOf = ({ within, list }: GithubResource) => {
    if (within === 'owner') return undefined
    if (probed.isDisabled) return 'GitHub has disabled the repository'
    return list && !listIn(probed, list) ? 'no access: the token lacks the permission to read it' : undefined
  }
  return Object.fromEntries(
    resources.flatMap((resource) => {
      const reason = reasonOf(resource)
      return reason === undefined ? [] : [[resource.name, reason]]
    }),
  )
}
