import type { ReceivedRequest } from '@data-import/fake-server'
import type { FakeToken } from '../state/token.js'
import type { World } from '../state/world.js'
import { ApiError } from './api-error.js'

/** The token of a request. @throws {ApiError} 401 where there is none that is good, 403 where it may not read the API. */
export function authorize(world: World, { headers, query }: ReceivedRequest): FakeToken {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  const given = headers['private-token'] ?? query.get('private_token') ?? bearer
  const token = typeof given === 'string' ? world.tokens.get(given) : undefined
  // A token of OAuth is no private token.
  if (!token || (token.isOauth && bearer === undefined)) throw new ApiError(401, { message: '401 Unauthorized' })
  if (token.isRevoked) throw expired('Token was revoked. You have to re-authorize from the user.')
  if (token.expiresAt && token.expiresAt <= world.now()) {
    throw expired('Token is expired. You can either do re-authorization or token refresh.')
  }
  if (!token.scopes.includes('api') && !token.scopes.includes('read_api')) {
    throw new ApiError(403, {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: 'api read_api',
    })
  }
  return token
}

function expired(description: string): ApiError {
  return new ApiError(401, { error: 'invalid_token', error_description: description })
}
