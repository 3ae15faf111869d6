import type { IncomingMessage } from 'node:http'
import type { World } from '../state/world.js'
import type { Token } from '../tokens/token.js'
import { ApiError } from './api-error.js'

/** What follows `Bearer`, `token`, or is the password of `Basic`; null without the header. */
export function readCredentials(request: IncomingMessage): string | null {
  const header = request.headers.authorization
  if (!header) return null
  const [scheme = '', value = ''] = header.split(' ')
  if (scheme.toLowerCase() !== 'basic') return value
  return Buffer.from(value, 'base64').toString().split(':')[1] ?? ''
}

/** The token of these credentials; what is no token any more is refused. Web tokens of apps are looked at later. */
export function authenticate(world: World, credentials: string | null): Token | null {
  if (credentials === null || credentials.split('.').length === 3) return null
  const token = world.tokens.get(credentials)
  const isExpired = token?.expiresAt && token.expiresAt <= world.now()
  if (!token || isExpired) throw new ApiError(401, 'Bad credentials')
  return token
}
