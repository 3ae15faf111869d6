import { webAddress } from '../rest/web-address.js'
import { nodeId } from '../state/node-id.js'
import { fullName, headOf, type RepositoryState } from '../state/repository-state.js'
import type { Context } from './context.js'
import { failure } from './failure.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { accountSource, commitSource, type RepositorySource } from './source.js'

const workflowFolder = 'HEAD:.github/workflows'

/** A branch on its way through resolvers. */
interface RefSource {
  readonly repository: RepositoryState
  readonly branch: string
}

/** Repositories and their branches. */
export const repositoryFields: TypeFields = {
  Repository: fields<RepositorySource>({
    id: ({ repository }) => repository.nodeId,
    databaseId: ({ repository }) => repository.id,
    name: ({ repository }) => repository.name,
    nameWithOwner: ({ repository }) => fullName(repository),
    owner: ({ repository }) => accountSource(repository.owner),
    description: ({ repository }) => repository.description,
    url: ({ repository }) => `${webAddress}/${fullName(repository)}`,
    sshUrl: ({ repository }) => `git@github.example.com:${fullName(repository)}.git`,
    homepageUrl: () => null,
    resourcePath: ({ repository }) => `/${fullName(repository)}`,
    primaryLanguage: ({ repository }) => repository.language && { name: repository.language, id: 'LANG', color: null },
    stargazerCount: ({ repository }) => repository.stars,
    forkCount: ({ repository }) => repository.forks,
    diskUsage: () => 1,
    isPrivate: ({ repository }) => repository.isPrivate,
    visibility: ({ repository }) => (repository.isPrivate ? 'PRIVATE' : 'PUBLIC'),
    isFork: ({ repository }) => repository.isFork,
    isArchived: ({ repository }) => repository.isArchived,
    archivedAt: ({ repository }) => (repository.isArchived ? repository.updatedAt : null),
    isDisabled: ({ repository }) => repository.isDisabled,
    isLocked: () => false,
    isMirror: () => false,
    isTemplate: () => false,
    isInOrganization: ({ repository }) => repository.owner.type === 'Organization',
    isEmpty: ({ repository }) => repository.git.heads.size === 0,
    hasIssuesEnabled: ({ repository }) => repository.hasIssues,
    createdAt: ({ repository }) => repository.createdAt,
    updatedAt: ({ repository }) => repository.updatedAt,
    pushedAt: ({ repository }) => repository.pushedAt,
    parent: () => null,
    defaultBranchRef: ({ repository }) =>
      headOf(repository) === null ? null : { repository, branch: repository.defaultBranch },
    ref,
    object,
  }),
  Tree: fields<RepositorySource>({
    id: ({ repository }) => nodeId('Tree', repository.id, workflowFolder),
  }),
  Ref: fields<RefSource>({
    id: ({ repository, branch }) => nodeId('Ref', repository.id, branch),
    name: ({ branch }) => branch,
    prefix: () => 'refs/heads/',
    repository: ({ repository }) => ({ __typename: 'Repository', repository }),
    target: async ({ repository, branch }) =>
      commitSource(repository, await repository.git.commit(repository.git.heads.get(branch) ?? '')),
  }),
}

function ref({ repository }: RepositorySource, args: Arguments): RefSource | null {
  const branch = String(args.qualifiedName).replace(/^refs\/heads\//, '')
  return repository.git.heads.has(branch) ? { repository, branch } : null
}

async function object({ repository }: RepositorySource, args: Arguments, _context: Context) {
  const { git } = repository
  const wanted = args.oid ?? args.expression
  if (typeof wanted !== 'string') throw failure('ARGUMENT', 'One of oid and expression is needed.')
  if (wanted === workflowFolder) {
    const isThere = [...repository.workflows.values()].some(({ isOnDefaultBranch }) => isOnDefaultBranch)
    return isThere ? { __typename: 'Tree', repository } : null
  }
  const head = wanted === 'HEAD' ? headOf(repository) : git.heads.get(wanted.replace(/^(refs\/)?heads\//, ''))
  return commitSource(repository, await git.commit(head ?? wanted))
}
