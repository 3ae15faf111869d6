import type { Answer } from '../server/answer.js'
import { ApiError, notFound } from '../server/api-error.js'
import { type Call, parameter } from '../server/call.js'
import { pageAnswer } from '../server/page.js'
import type { Route } from '../server/route.js'
import type { FakeAccount } from '../state/account.js'
import { fullName, type RepositoryState } from '../state/repository-state.js'
import { canSee } from '../tokens/token.js'
import { isoDate } from './iso-date.js'
import { issueTypeBody } from './issue-body.js'
import { fullRepositoryBody, repositoryBody } from './repository-body.js'
import { profileBody, userBody } from './user-body.js'

const organizationOf = (call: Call) => accountOf(call, 'Organization', call.world.accounts.byLogin(name(call, 'org')))
const organizationById = (call: Call) => accountOf(call, 'Organization', byId(call))
const userById = (call: Call) => accountOf(call, 'User', byId(call))

/** Users, organizations, and what belongs to them. */
export const ownerRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/user', answer: (call) => ({ status: 200, body: privateProfile(call) }) },
  {
    method: 'GET',
    pattern: '/users/{user}',
    answer: (call) => ({ status: 200, body: profileBody(call, anyone(call)) }),
  },
  {
    method: 'GET',
    pattern: '/users/{user}/orgs',
    // Public memberships only, and here nobody made theirs public.
    answer: (call) => pageAnswer(call, `/user/${anyone(call).id}/orgs`, [], (row) => row),
  },
  { method: 'GET', pattern: '/orgs/{org}', answer: (call) => ({ status: 200, body: organizationBody(call) }) },
  issueTypes('/orgs/{org}/issue-types', organizationOf),
  repositories('/orgs/{org}/repos', organizationOf),
  repositories('/organizations/{id}/repos', organizationById),
  repositories('/users/{user}/repos', anyone),
  repositories('/user/{id}/repos', userById),
  members('/orgs/{org}/members', organizationOf),
  members('/organizations/{id}/members', organizationById),
]

function repositories(pattern: string, owner: (call: Call) => FakeAccount): Route {
  return {
    method: 'GET',
    pattern,
    permission: 'metadata',
    answer: (call) => {
      const account = owner(call)
      const visible = [...call.world.repositories.values()].filter(
        (repository) => repository.owner === account && canSee(call.token, repository) && isOfType(call, repository),
      )
      const path = `/${account.type === 'Organization' ? 'organizations' : 'user'}/${account.id}/repos`
      return pageAnswer(call, path, sorted(call, visible), (row) => repositoryBody(call, row))
    },
  }
}

/** An organization's types are those that its issues have. */
function issueTypes(pattern: string, organization: (call: Call) => FakeAccount): Route {
  return {
    method: 'GET',
    pattern,
    permission: 'issues',
    answer: (call) => {
      const account = organization(call)
      const own = [...call.world.repositories.values()].filter(({ owner }) => owner === account)
      const names = own.flatMap(({ issues }) => [...issues.values()].flatMap(({ type }) => type ?? []))
      return { status: 200, body: [...new Set(names)].map(issueTypeBody) }
    },
  }
}

function members(pattern: string, organization: (call: Call) => FakeAccount): Route {
  return {
    method: 'GET',
    pattern,
    permission: 'members',
    answer: (call): Answer => {
      const account = organization(call)
      const isMember = call.token?.owners.has(account.login.toLowerCase()) ?? false
      // Outsiders see public members only, and here nobody made theirs public.
      const rows = isMember ? (call.world.members.get(account.id) ?? []).filter(({ isDeleted }) => !isDeleted) : []
      return pageAnswer(call, `/organizations/${account.id}/members`, rows, (row) => userBody(call, row))
    },
  }
}

function isOfType({ query }: Call, repository: RepositoryState): boolean {
  const type = query.get('type')
  if (type === 'public' || type === 'private') return repository.isPrivate === (type === 'private')
  if (type === 'forks' || type === 'sources') return repository.isFork === (type === 'forks')
  return true
}

function sorted({ query }: Call, rows: RepositoryState[]): RepositoryState[] {
  const sort = query.get('sort') ?? 'created'
  const direction = query.get('direction') ?? (sort === 'full_name' ? 'asc' : 'desc')
  const compare = (a: RepositoryState, b: RepositoryState) => {
    if (sort === 'full_name') return fullName(a).toLowerCase() < fullName(b).toLowerCase() ? -1 : 1
    const instant = (row: RepositoryState) =>
      (sort === 'pushed' ? row.pushedAt : sort === 'updated' ? row.updatedAt : row.createdAt)?.getTime() ?? 0
    return instant(a) - instant(b) || a.id - b.id
  }
  return rows.sort((a, b) => (direction === 'asc' ? 1 : -1) * compare(a, b))
}

function organizationBody(call: Call) {
  const account = organizationOf(call)
  const { public_repos, avatar_url } = profileBody(call, account)
  const url = `${call.base}/orgs/${account.login}`
  return {
    login: account.login,
    id: account.id,
    node_id: account.nodeId,
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url,
    description: null,
    name: account.name ?? account.login,
    html_url: userBody(call, account).html_url,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    created_at: isoDate(account.createdAt),
    updated_at: isoDate(account.createdAt),
    archived_at: null,
  }
}

function privateProfile(call: Call) {
  if (!call.token) throw new ApiError(401, 'Requires authentication')
  if (!call.token.viewer) throw new ApiError(403, 'Resource not accessible by integration')
  return profileBody(call, call.token.viewer)
}

function anyone(call: Call): FakeAccount {
  const account = call.world.accounts.byLogin(name(call, 'user').replace(/\[bot\]$/, ''))
  if (!account) throw notFound()
  return account
}

function accountOf(_call: Call, type: 'Organization' | 'User', account: FakeAccount | undefined): FakeAccount {
  if (!account || (type === 'Organization') !== (account.type === 'Organization')) throw notFound()
  return account
}

function byId(call: Call): FakeAccount | undefined {
  return call.world.accounts.byId(Number(name(call, 'id')))
}

function name(call: Call, parameterName: string): string {
  return parameter(call, parameterName)
}

/** The repository itself. */
export const repositoryRoute = {
  pattern: '',
  permission: 'metadata',
  answer: (call: Call & { readonly repository: RepositoryState }) => ({
    status: 200,
    body: fullRepositoryBody(call, call.repository),
  }),
} as const
