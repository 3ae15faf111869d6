import { ApiError, notFound } from '../server/api-error.js'
import { type Call, parameter } from '../server/call.js'
import type { Route } from '../server/route.js'
import { addToken } from '../tokens/add-token.js'
import type { App } from '../tokens/app.js'
import { verifyAppToken } from '../tokens/verify-app-token.js'
import { isoDate } from './iso-date.js'
import { userBody } from './user-body.js'
import { webAddress } from './web-address.js'

const permissions = {
  metadata: 'read',
  contents: 'read',
  pull_requests: 'read',
  issues: 'read',
  actions: 'read',
  deployments: 'read',
  members: 'read',
}

/** A GitHub App, where it is installed, and tokens for that. */
export const appRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/app', answer: (call) => ({ status: 200, body: appBody(call, appOf(call)) }) },
  { method: 'GET', pattern: '/app/installations', answer: (call) => ({ status: 200, body: [installation(call)] }) },
  { method: 'GET', pattern: '/app/installations/{id}', answer: byId },
  { method: 'GET', pattern: '/orgs/{owner}/installation', answer: byOwner },
  { method: 'GET', pattern: '/users/{owner}/installation', answer: byOwner },
  { method: 'POST', pattern: '/app/installations/{id}/access_tokens', answer: createToken },
]

function appOf(call: Call): App {
  const app = call.credentials === null ? undefined : verifyAppToken(call.world, call.credentials)
  if (!app) throw new ApiError(401, 'A JSON web token could not be decoded')
  return app
}

function byId(call: Call) {
  if (Number(parameter(call, 'id')) !== appOf(call).installationId) throw notFound()
  return { status: 200, body: installation(call) }
}

function byOwner(call: Call) {
  if (parameter(call, 'owner').toLowerCase() !== appOf(call).owner.login.toLowerCase()) throw notFound()
  return { status: 200, body: installation(call) }
}

function createToken(call: Call) {
  const app = appOf(call)
  if (Number(parameter(call, 'id')) !== app.installationId) throw notFound()
  const expiresAt = new Date(call.world.now().getTime() + app.tokenLifetimeMs)
  const owners = [app.owner.login]
  const token = addToken(call.world, { owners, kind: 'installation', viewer: null, expiresAt, scopes: [] })
  return {
    status: 201,
    body: { token: token.value, expires_at: isoDate(expiresAt), permissions, repository_selection: 'all' },
  }
}

function appBody(call: Call, app: App) {
  return {
    id: app.id,
    slug: `app-${app.id}`,
    node_id: `A_${app.id}`,
    owner: userBody(call, app.owner),
    name: `App ${app.id}`,
    description: null,
    external_url: 'https://example.com',
    html_url: `${webAddress}/apps/app-${app.id}`,
    created_at: isoDate(app.owner.createdAt),
    updated_at: isoDate(app.owner.createdAt),
    permissions,
    events: [],
    installations_count: 1,
  }
}

function installation(call: Call) {
  const app = appOf(call)
  const url = `${call.base}/app/installations/${app.installationId}`
  return {
    id: app.installationId,
    account: userBody(call, app.owner),
    repository_selection: 'all',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${call.base}/installation/repositories`,
    html_url: `${webAddress}/settings/installations/${app.installationId}`,
    app_id: app.id,
    app_slug: `app-${app.id}`,
    target_id: app.owner.id,
    target_type: app.owner.type,
    permissions,
    events: [],
    created_at: isoDate(app.owner.createdAt),
    updated_at: isoDate(app.owner.createdAt),
    single_file_name: null,
    suspended_by: null,
    suspended_at: null,
  }
}
