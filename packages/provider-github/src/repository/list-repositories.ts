import type { RepositoryRow } from '@data-import/model'
import { readAnswer, statusOf } from '../client/answer-of-error.js'
import type { Github } from '../client/github.js'
import type { Described } from '../record/described.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import { githubRemoteKey } from '../record/remote-key.js'
import type { GithubResource } from '../resource.js'
import type { Settings } from '../settings.js'
import { noAccount } from './no-account.js'
import { nothingIn } from './nothing-in.js'
import type { ListPage, SeenRepository } from './seen-repository.js'

/** Fields of a repository in REST lists: https://docs.github.com/en/rest/repos/repos#list-organization-repositories */
export interface RestRepository
  extends Pick<
    Described<'repos', 'listForOrg'>[number],
    | 'id'
    | 'node_id'
    | 'name'
    | 'full_name'
    | 'description'
    | 'html_url'
    | 'language'
    | 'stargazers_count'
    | 'forks_count'
    | 'private'
    | 'fork'
    | 'archived'
    | 'disabled'
    | 'has_issues'
    | 'default_branch'
    | 'created_at'
    | 'pushed_at'
    | 'updated_at'
  > {
  owner?: { login?: string }
}

/** Lists an owner's public repositories without a token, for which GitHub answers no GraphQL: nothing can be probed. */
export async function* listRepositories(
  github: Github,
  settings: Settings,
  resources: readonly GithubResource[],
): AsyncGenerator<ListPage> {
  const { owner, ownerKind } = settings
  const path = ownerKind === 'organization' ? `/orgs/${owner}/repos?type=all` : `/users/${owner}/repos?type=owner`
  try {
    for await (const page of github.pages<RestRepository>(`${path}&sort=created&direction=asc&per_page=100`)) {
      const listedAt = (github.now() ?? new Date(0)).toISOString()
      yield { repositories: page.map((one) => listedRepository(one, resources, listedAt)), total: null }
    }
  } catch (error) {
    if (statusOf(error) !== 404 || readAnswer(error)?.isPage) throw error
    throw noAccount(settings, error)
  }
}

/** What a listed repository says. */
export function listedRepository(
  repository: RestRepository,
  resources: readonly GithubResource[],
  listedAt: string,
): SeenRepository {
  const row = restRepositoryRow(repository)
  return {
    key: row.externalId,
    name: repository.name,
    row,
    state: {
      probedAt: listedAt,
      nodeId: repository.node_id,
      fullName: repository.full_name,
      branch: repository.default_branch ?? null,
      nothing: {
        ...withoutToken(resources),
        // Lists in REST don't say whether a repository is empty.
        ...nothingIn(resources, { isEmpty: false, hasIssues: repository.has_issues !== false }),
      },
      unavailable: {},
    },
  }
}

function withoutToken(resources: readonly GithubResource[]): Record<string, string> {
  return Object.fromEntries(
    resources.flatMap(({ name, withoutToken }) => (typeof withoutToken === 'string' ? [[name, withoutToken]] : [])),
  )
}

/** As `repositoryRow`, from the REST fields of the same meaning; `headSha` is not among them. */
export function restRepositoryRow(repository: RestRepository): RepositoryRow {
  return {
    externalId: externalIdOf('repository', repository?.id),
    provider: 'GITHUB',
    name: repository.name,
    fullName: repository.full_name,
    description: repository.description,
    url: repository.html_url,
    remoteKey: githubRemoteKey(repository.html_url),
    language: repository.language ?? null,
    stars: repository.stargazers_count ?? null,
    forks: repository.forks_count ?? null,
    isPrivate: repository.private,
    isFork: repository.fork,
    isArchived: repository.archived ?? null,
    defaultBranch: repository.default_branch ?? null,
    createdAt: instantOf(repository.created_at),
    pushedAt: instantOf(repository.pushed_at),
    removedAt: null,
    sourceUpdatedAt: instantOf(repository.updated_at),
  }
}
