import { repositoryTable } from '@data-import/model'
import { listsOf } from '../resource.js'
import { resources } from '../resources.js'
import type { ResourceDouble } from '../testing/resource-double.js'
import { sha, webUrl } from '../testing/sample.js'
import { trueRemoteKey } from '../testing/true-people.js'
import { listedRepository, type RestRepository } from './list-repositories.js'
import type { ProbedList, ProbedRepository } from './probe-query.js'
import { probedRepository } from './probed-repository.js'
import { repository } from './repository.js'

export const restRepository: RestRepository = {
  id: 42,
  node_id: 'R_42',
  name: 'web',
  full_name: 'acme/web',
  owner: { login: 'acme' },
  description: 'The web site',
  html_url: webUrl,
  language: 'TypeScript',
  stargazers_count: 5,
  forks_count: 0,
  private: false,
  fork: false,
  archived: false,
  disabled: false,
  has_issues: true,
  default_branch: 'main',
  created_at: '2025-01-01T00:00:00Z',
  pushed_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:00:00Z',
}

/** A repository in the probe's answer, with all its lists, some of which tests are about. */
export type Probed = ProbedRepository &
  Record<'pullRequests' | 'issues' | 'releases' | 'deployments', ProbedList | null>

const noItems: ProbedList = { totalCount: 0, nodes: [] }

export const probed: Probed = {
  id: 'R_42',
  databaseId: 42,
  name: 'web',
  nameWithOwner: 'acme/web',
  description: 'The web site',
  url: webUrl,
  isPrivate: false,
  isFork: false,
  isArchived: false,
  isDisabled: false,
  isLocked: false,
  isEmpty: false,
  hasIssuesEnabled: true,
  stargazerCount: 5,
  forkCount: 0,
  createdAt: '2025-01-01T00:00:00Z',
  pushedAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-02T00:00:00Z',
  primaryLanguage: { name: 'TypeScript' },
  defaultBranchRef: { name: 'main', target: { oid: sha } },
  ...(Object.fromEntries(listsOf(resources).map(({ field }) => [field, noItems])) as Record<string, never>),
  pullRequests: { totalCount: 2, nodes: [{ updatedAt: '2026-01-01T10:00:00Z' }] },
  issues: noItems,
  releases: { totalCount: 1, nodes: [{ updatedAt: '2026-01-01T11:00:00Z' }] },
  deployments: noItems,
}

const at = '2026-02-01T00:00:00.000Z'

export const repositoryDouble: ResourceDouble = {
  resource: repository,
  mappings: [
    {
      name: 'probedRepository',
      whole: probed,
      table: repositoryTable,
      map: (one) => probedRepository(one, resources, at)?.row ?? null,
    },
    {
      name: 'listedRepository',
      whole: restRepository,
      table: repositoryTable,
      map: (one) => listedRepository(one, resources, at).row,
    },
  ],
  expected: ({ repository }) => ({
    repository: {
      [repository.id]: {
        name: repository.name,
        fullName: repository.fullName,
        description: repository.description,
        remoteKey: trueRemoteKey(repository),
        language: repository.language,
        stars: repository.stars,
        forks: repository.forks,
        isPrivate: repository.isPrivate,
        isFork: repository.isFork,
        isArchived: repository.isArchived,
        defaultBranch: repository.defaultBranch,
        createdAt: repository.createdAt,
        pushedAt: repository.pushedAt,
        removedAt: null,
        sourceUpdatedAt: repository.updatedAt,
      },
    },
  }),
  answers: ['GET /repos/{owner}/{repo} 404'],
}
