import type { FakeReply, ReceivedRequest } from '@data-import/fake-server'
import type { World } from '../state/world.js'
import { ApiError } from './api-error.js'

/** Renews a token; the refresh token works once: https://docs.gitlab.com/api/oauth2/ */
export function issueToken(world: World, request: ReceivedRequest): FakeReply {
  const given = readForm(request)
  const client = world.oauthClients.find(({ id, secret }) => id === given.client_id && secret === given.client_secret)
  if (!client) {
    const error_description = 'Client authentication failed due to unknown client, no client authentication included.'
    throw new ApiError(401, { error: 'invalid_client', error_description })
  }
  if (given.grant_type !== 'refresh_token' || given.refresh_token !== client.refreshToken) {
    const error_description =
      'The provided authorization grant is invalid, expired, revoked, or was issued to another client.'
    throw new ApiError(400, { error: 'invalid_grant', error_description })
  }
  const number = world.newId()
  const value = `oauth-access-${number}`
  client.refreshToken = `oauth-refresh-${number}`
  world.tokens.set(value, {
    ...{ value, name: 'OAuth', scopes: ['read_api'], user: client.user, isOauth: true, isRevoked: false },
    expiresAt: new Date(world.now().getTime() + client.lifetimeSeconds * 1_000),
  })
  return {
    status: 200,
    body: {
      ...{ access_token: value, token_type: 'Bearer', expires_in: client.lifetimeSeconds, scope: 'read_api' },
      refresh_token: client.refreshToken,
      created_at: Math.floor(world.now().getTime() / 1_000),
    },
    route: 'POST /oauth/token',
  }
}

function readForm({ body, headers }: ReceivedRequest): Record<string, unknown> {
  if (headers['content-type']?.includes('json')) {
    try {
      return JSON.parse(body) as Record<string, unknown>
    } catch {
      return {}
    }
  }
  return Object.fromEntries(new URLSearchParams(body))
}
