import { notFound } from '../server/api-error.js'
import type { Call, Reply } from '../server/call.js'
import { type FakeProject, fullPath } from '../state/project.js'
import { type FakeGroupState, findProject, type World } from '../state/world.js'
import { isYes } from './flag.js'
import { instant, ordered } from './ordered.js'
import { projectBody } from './project-body.js'
import type { Route } from './route.js'
import { memberBody, userBody } from './user-body.js'

/** What is asked of groups, users and the token itself. */
export const ownerRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/groups/{id}', answer: (call) => ({ body: groupBody(call.world, groupOf(call)) }) },
  {
    method: 'GET',
    pattern: '/groups/{id}/projects',
    answer(call) {
      const group = groupOf(call)
      const isWanted = ({ namespace }: FakeProject) =>
        namespace === group.path || (isYes(call.query, 'include_subgroups') && namespace.startsWith(`${group.path}/`))
      return projectList(call, isWanted)
    },
  },
  { method: 'GET', pattern: '/groups/{id}/members/all', answer: (call) => members(call, groupOf(call).members) },
  {
    method: 'GET',
    pattern: '/users/{id}/projects',
    answer(call) {
      const user = userOf(call)
      return projectList(call, ({ namespace }) => namespace === user.username)
    },
  },
  { method: 'GET', pattern: '/projects', answer: (call) => projectList(call, () => true) },
  {
    method: 'GET',
    pattern: '/users',
    answer({ world, query }) {
      const found = [...world.accounts.values()].filter(({ username }) => username === query.get('username'))
      return { list: found.map((account) => userBody(world, account)) }
    },
  },
  {
    method: 'GET',
    pattern: '/user',
    answer: ({ world, token }) => ({
      body: { ...userBody(world, token.user), bot: token.user.isBot, email: token.user.email },
    }),
  },
  {
    method: 'GET',
    pattern: '/personal_access_tokens/self',
    answer({ token }) {
      // Tokens of OAuth aren't among them.
      if (token.isOauth) throw notFound()
      return {
        body: {
          ...{ id: 1, name: token.name, revoked: false, active: true, scopes: token.scopes, user_id: token.user.id },
          expires_at: token.expiresAt?.toISOString().slice(0, 10) ?? null,
        },
      }
    },
  },
  {
    method: 'GET',
    pattern: '/metadata',
    answer: ({ world }) => ({
      body: { version: world.version === '15.0' ? '15.0.5-ee' : '18.5.1-ee', revision: 'abc', enterprise: true },
    }),
  },
]

function groupOf({ world, parameters }: Call): FakeGroupState {
  const wanted = (parameters.id ?? '').toLowerCase()
  for (const group of world.groups.values()) {
    if (String(group.id) === wanted || group.path.toLowerCase() === wanted) return group
  }
  throw notFound('Group')
}

function groupBody(world: World, { id, path }: FakeGroupState) {
  return { id, name: path, path, full_path: path, web_url: `${world.webUrl}/groups/${path}`, visibility: 'private' }
}

function userOf({ world, parameters }: Call) {
  const wanted = parameters.id ?? ''
  for (const account of world.accounts.values()) {
    if (String(account.id) === wanted || account.username === wanted) return account
  }
  throw notFound('User')
}

function members({ world }: Call, accounts: readonly Parameters<typeof memberBody>[1][]): Reply {
  return { list: accounts.map((account) => memberBody(world, account)) }
}

function projectList(call: Call, isWanted: (project: FakeProject) => boolean): Reply {
  const { world, query } = call
  const activeAfter = instant(query, 'last_activity_after')
  const projects = ordered({
    items: [...world.projects.values()].filter(
      (project) => isWanted(project) && (activeAfter === null || project.lastActivityAt.getTime() >= activeAfter),
    ),
    query,
    idOf: ({ id }) => id,
    createdAt: ({ createdAt }) => createdAt,
    updatedAt: ({ updatedAt }) => updatedAt,
    defaultOrder: 'created_at',
    isPaired: true,
  })
  const list = projects.map((project) => projectBody(world, project))
  return { list, keyset: { idOf: (index) => projects[index]?.id ?? 0 } }
}

/** A project of the path, or where it was moved to. */
export function projectOf(world: World, idOrPath: string): { project?: FakeProject; movedTo?: FakeProject } {
  const project = findProject(world, idOrPath)
  if (project) return { project }
  const id = world.formerPaths.get(idOrPath.toLowerCase())
  const movedTo = id === undefined ? undefined : world.projects.get(id)
  return movedTo && fullPath(movedTo).toLowerCase() !== idOrPath.toLowerCase() ? { movedTo } : {}
}
